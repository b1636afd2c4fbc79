using System.Text;
using System.Xml;

namespace StaticNets.Samples.CharLmProgram;

/// <summary>Reads the prose out of XML documentation.</summary>
internal static class Summaries
{
    /// <summary>
    /// The summaries of a documentation file in order, each once however many members have it, until they are <paramref name="length"/> characters long.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is not XML.</exception>
    public static string Read(string path, int length)
    {
        var text = new StringBuilder();
        var seen = new HashSet<string>();
        try
        {
            using var reader = XmlReader.Create(path);
            while (text.Length < length && reader.Read())
            {
                if (reader is not { NodeType: XmlNodeType.Element, Name: "summary" })
                    continue;
                using var summary = reader.ReadSubtree();
                if (Prose(summary) is { Length: > 0 } prose && seen.Add(prose))
                    text.Append(prose).Append('\n');
            }
        }
        catch (XmlException error)
        {
            throw new InvalidDataException($"{path} is not XML documentation: {error.Message}", error);
        }

        return text.ToString();
    }

    /// <summary>The text of an element; what it refers to stands there by name.</summary>
    private static string Prose(XmlReader reader)
    {
        var prose = new StringBuilder();
        while (reader.Read())
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
                prose.Append(reader.Value);
            else if (reader is { NodeType: XmlNodeType.Element, IsEmptyElement: true })
                prose.Append(Name(reader.GetAttribute("cref")) ?? reader.GetAttribute("langword") ?? reader.GetAttribute("name"));
        }

        return prose.ToString().Trim();
    }

    /// <summary>The last name of <c>M:System.String.Join(System.String,System.Object[])</c>.</summary>
    private static string? Name(string? reference) => reference?.Split('(')[0].Split('.', ':')[^1].Split('`')[0];
}
