using System.Text;

namespace StaticNets;

/// <summary>The header of a safetensors file, as its bytes: what the runtime and the converter of models write alike.</summary>
/// <remarks>https://github.com/huggingface/safetensors, "Format".</remarks>
internal static class SafetensorsJson
{
    public const string MetadataName = "__metadata__";

    /// <summary>What files call floats.</summary>
    public const string Float = "F32";

    // Data begin at a multiple of this, so that a mapped file can be read in place.
    private const int DataAlignment = 8;

    /// <summary>The header, whose length comes before it in the file, and after it the elements of the tensors, one after another.</summary>
    /// <param name="tensors">Names, types, shapes and lengths in bytes, in the order of the elements.</param>
    /// <param name="metadata">Strings to go with them, sorted.</param>
    /// <exception cref="EncoderFallbackException">A name has half a surrogate pair, which is not Unicode.</exception>
    public static byte[] Header(
        IEnumerable<(string Name, string Type, IReadOnlyList<int> Shape, long Bytes)> tensors, IReadOnlyList<KeyValuePair<string, string>> metadata)
    {
        var json = new StringBuilder("{");
        if (metadata.Count > 0)
        {
            AppendString(json, MetadataName);
            json.Append(":{");
            for (var i = 0; i < metadata.Count; i++)
            {
                json.Append(i == 0 ? "" : ",");
                AppendString(json, metadata[i].Key);
                json.Append(':');
                AppendString(json, metadata[i].Value);
            }
            json.Append('}');
        }
        long offset = 0;
        foreach (var (name, type, shape, bytes) in tensors)
        {
            if (json.Length > 1)
                json.Append(',');
            var end = offset + bytes;
            AppendString(json, name);
            json.Append(":{\"dtype\":\"").Append(type).Append("\",\"shape\":[");
            for (var axis = 0; axis < shape.Count; axis++)
                json.Append(axis == 0 ? "" : ",").Append(shape[axis]);
            json.Append("],\"data_offsets\":[").Append(offset).Append(',').Append(end).Append("]}");
            offset = end;
        }
        json.Append('}');
        var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        var length = strict.GetByteCount(json.ToString());
        json.Append(' ', (DataAlignment - length % DataAlignment) % DataAlignment);
        return strict.GetBytes(json.ToString());
    }

    private static void AppendString(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (var letter in text)
        {
            if (letter is '"' or '\\')
                json.Append('\\').Append(letter);
            else if (letter < ' ')
                json.Append("\\u00").Append(((int)letter).ToString("x2"));
            else
                json.Append(letter);
        }
        json.Append('"');
    }
}
