using System.Text;

namespace StaticNets.Generator.Members;

/// <summary>Text with \n line ends, indented by tabs: unrolled code lies deep, and spaces would be a quarter of it.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder text = new();

    public int Indentation { get; set; }

    public void Line(string line = "")
    {
        if (line.Length > 0)
        {
            text.Append('\t', Indentation).Append(line);
        }

        text.Append('\n');
    }

    /// <summary>Opens a block under <paramref name="header"/>.</summary>
    public void Open(string header)
    {
        Line(header);
        Line("{");
        Indentation++;
    }

    public void Close(string suffix = "")
    {
        Indentation--;
        Line("}" + suffix);
    }

    /// <summary>Whole lines that are already indented relative to here.</summary>
    public void Append(string lines)
    {
        for (int start = 0, end; start < lines.Length; start = end + 1)
        {
            end = lines.IndexOf('\n', start);
            if (end > start)
            {
                text.Append('\t', Indentation);
            }

            text.Append(lines, start, end - start + 1);
        }
    }

    public override string ToString()
        => Indentation == 0 ? text.ToString() : throw new InvalidOperationException($"A block of emitted code is left open at depth {Indentation}.");
}
