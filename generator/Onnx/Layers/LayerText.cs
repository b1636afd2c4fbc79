using System.Globalization;

namespace StaticNets.Onnx.Layers;

/// <summary>Values as C# text, and names out of models as identifiers.</summary>
internal static class LayerText
{
    private const int LongestName = 40;

    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number that reads back to the same float. The language has no infinities.</summary>
    public static string Of(double value)
    {
        var single = (float)value;
        if (float.IsNaN(single) || float.IsInfinity(single))
        {
            throw new ImportException($"{single.ToString(CultureInfo.InvariantCulture)} would be an argument of a layer, which only finite numbers can be");
        }

        var text = single.ToString("R", CultureInfo.InvariantCulture);
        return text.Length < 9 ? text : single.ToString("G9", CultureInfo.InvariantCulture);
    }

    public static string Quoted(string name) => $"\"{name}\"";

    /// <summary>What is left of a name of a model in an identifier; empty where nothing is.</summary>
    public static string Identifier(string name)
    {
        var letters = new System.Text.StringBuilder();
        var isNewWord = false;
        foreach (var letter in name)
        {
            if (letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_')
            {
                if (letters.Length == 0 && letter is >= '0' and <= '9' or '_')
                {
                    if (letter == '_')
                    {
                        continue;
                    }

                    letters.Append('n');
                }

                letters.Append(isNewWord && letters.Length > 0 ? char.ToUpperInvariant(letter) : letter);
                isNewWord = false;
            }
            else
            {
                isNewWord = true;
            }
        }

        var identifier = letters.ToString();
        return identifier.Length > LongestName
            ? identifier.Substring(identifier.Length - LongestName).TrimStart('_', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9')
            : identifier;
    }

    /// <summary>What is left of a name of a model in that of a layer, which has words between dots: <c>/encoder/layer.0/query/MatMul</c> is
    /// <c>encoder.layer.0.query</c>.</summary>
    /// <param name="operation">The node's operator, which says nothing as the last word.</param>
    public static string LayerName(string name, string operation)
    {
        List<string> words = [.. name.Split('/', '.', ':').Select(word
            => new string([.. word.Select(letter => letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z')
            or (>= '0' and <= '9') or '_' or '-' ? letter : '_')])).Where(word => word.Length > 0)];
        if (words.Count > 1 && words[words.Count - 1].TrimEnd('_', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9') == operation)
        {
            words.RemoveAt(words.Count - 1);
        }

        var whole = string.Join(".", words);
        return whole.Length <= 2 * LongestName ? whole : whole.Substring(whole.Length - (2 * LongestName));
    }

    public static string LowerFirst(string text) => text.Length == 0 ? text : char.ToLowerInvariant(text[0]) + text.Substring(1);

    public static string UpperFirst(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text.Substring(1);
}
