using System.Text;

namespace StaticNets.Generator.Emit;

/// <summary>Text with indentation and \n line ends.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder text = new();

    public int Indentation { get; set; }

    public void Line(string line = "")
    {
        if (line.Length > 0)
        {
            text.Append(' ', 4 * Indentation).Append(line);
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

    /// <summary>Lines that are already indented relative to here.</summary>
    public void Append(string lines)
    {
        foreach (var line in lines.TrimEnd('\n').Split('\n'))
        {
            Line(line);
        }
    }

    public override string ToString()
        => Indentation == 0 ? text.ToString() : throw new InvalidOperationException($"A block of emitted code is left open at depth {Indentation}.");
}
