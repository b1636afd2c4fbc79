using System.Text;

namespace StaticNets.Generator.Text;

/// <summary>
/// What a safetensors file holds, as a text for the compiler: analyzers may not read files, and the compiler takes texts alone. The build's task writes it, and
/// is built from this file too. A line is a list of fields, the first of which says what the others are.
/// </summary>
internal static class WeightsListing
{
    /// <summary>How the name of such a text ends.</summary>
    public const string Extension = ".staticnets-weights";

    /// <summary>The file's path, relative to the project.</summary>
    public const string Path = "path";

    /// <summary>Why the file cannot be read; nothing else is listed then.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>A statement of the file: its key and its value.</summary>
    public const string Statement = "metadata";

    /// <summary>A tensor: its name, its type, and its extents.</summary>
    public const string Tensor = "tensor";

    private const char Separator = '\t';

    public static string Line(params string[] fields) => string.Join(Separator.ToString(), fields.Select(Escape));

    public static string[] Fields(string line) => [.. line.Split(Separator).Select(Unescape)];

    /// <summary>A path as it is compared: with slashes, and without steps that lead nowhere.</summary>
    public static string PathOf(string text)
    {
        var parts = new List<string>();
        foreach (var part in text.Trim().Replace('\\', '/').Split('/'))
        {
            if (part == ".." && parts.Count > 0 && parts[parts.Count - 1] is not ("" or ".."))
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != "." && (part.Length > 0 || parts.Count == 0))
            {
                parts.Add(part);
            }
        }

        return string.Join("/", parts);
    }

    /// <summary>The name of the resource that holds the file.</summary>
    public static string ResourceOf(string path) => $"StaticNets.Weights/{PathOf(path)}";

    private static string Escape(string field) => field.Replace("\\", "\\\\").Replace("\t", "\\t").Replace("\n", "\\n").Replace("\r", "\\r");

    private static string Unescape(string field)
    {
        var text = new StringBuilder(field.Length);
        for (var i = 0; i < field.Length; i++)
        {
            text.Append(field[i] != '\\' || i + 1 == field.Length ? field[i] : field[++i] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', var other => other });
        }

        return text.ToString();
    }
}
