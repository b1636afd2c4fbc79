using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace StaticNets;

/// <summary>
/// Writes safetensors files: a JSON header with names, types and shapes, then the elements. PyTorch reads them with
/// <c>safetensors.torch.load_file</c>. <see cref="SafetensorsFile"/> reads them.
/// </summary>
public static class Safetensors
{
    private const string MetadataName = "__metadata__";

    // Data begin at a multiple of this, so that a mapped file can be read in place.
    private const int DataAlignment = 8;

    /// <summary>
    /// Writes tensors as F32, in the order given. The file appears whole or not at all: it is written under another name in
    /// the same folder, flushed to the disk and then renamed; a failure leaves a file that was there as it was.
    /// </summary>
    /// <param name="path">The file's path; a file that is there is replaced.</param>
    /// <param name="tensors">The tensors.</param>
    /// <param name="metadata">Strings to go with them; none if null.</param>
    /// <exception cref="ArgumentException">A tensor or a string of the metadata is null, two tensors have one name, or a name is reserved or not
    /// Unicode.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(
        string path, IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(tensors);
        var header = Header(tensors, metadata);
        AtomicFile.Write(path, file =>
        {
            Span<byte> length = stackalloc byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
            file.Write(length);
            file.Write(header);
            float[] values = [];
            for (var i = 0; i < tensors.Count; i++)
            {
                if (values.Length < tensors[i].Size)
                    values = new float[tensors[i].Size];
                WriteElements(file, tensors[i], values.AsSpan(0, tensors[i].Size));
            }
        });
    }

    private static void WriteElements(FileStream file, SafetensorsTensor tensor, Span<float> values)
    {
        if (tensor.IntegerValue is { } integer)
        {
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, integer);
            file.Write(bytes);
            return;
        }

        tensor.CopyTo(values);
        // By parts, because the bytes of a tensor may be more than one span can count.
        const int part = 1 << 20;
        for (var first = 0; first < values.Length; first += part)
        {
            var bits = MemoryMarshal.Cast<float, int>(values.Slice(first, Math.Min(part, values.Length - first)));
            if (!BitConverter.IsLittleEndian)
                BinaryPrimitives.ReverseEndianness(bits, bits);
            file.Write(MemoryMarshal.AsBytes(bits));
        }
    }

    private static byte[] Header(IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        var json = new StringBuilder("{");
        if (metadata is { Count: > 0 })
        {
            AppendString(json, MetadataName);
            json.Append(':');
            AppendMetadata(json, metadata);
        }
        var names = new HashSet<string>(StringComparer.Ordinal);
        long offset = 0;
        for (var i = 0; i < tensors.Count; i++)
        {
            var tensor = tensors[i] ?? throw new ArgumentException($"tensors has null as element {i}, but tensors are needed.", nameof(tensors));
            if (tensor.Name == MetadataName || !names.Add(tensor.Name))
            {
                throw new ArgumentException(
                    tensor.Name == MetadataName
                        ? $"tensors has one named {MetadataName}, which is reserved."
                        : $"tensors has two named {FileText.Name(tensor.Name)}.",
                    nameof(tensors));
            }
            if (json.Length > 1)
                json.Append(',');
            var end = offset + tensor.ByteCount;
            AppendString(json, tensor.Name);
            json.Append(":{\"dtype\":\"").Append(tensor.TypeName).Append("\",\"shape\":[");
            for (var axis = 0; axis < tensor.Shape.Length; axis++)
                json.Append(axis == 0 ? "" : ",").Append(tensor.Shape[axis]);
            json.Append("],\"data_offsets\":[").Append(offset).Append(',').Append(end).Append("]}");
            offset = end;
        }
        json.Append('}');
        return Encode(json);
    }

    private static void AppendMetadata(StringBuilder json, IReadOnlyDictionary<string, string> metadata)
    {
        // Sorted, so that the same contents give the same file.
        var keys = new string[metadata.Count];
        var count = 0;
        foreach (var pair in metadata)
            keys[count++] = pair.Value is null
                ? throw new ArgumentException($"metadata has null for {FileText.Name(pair.Key)}, but strings are needed.", nameof(metadata))
                : pair.Key;
        Array.Sort(keys, StringComparer.Ordinal);
        json.Append('{');
        for (var i = 0; i < keys.Length; i++)
        {
            json.Append(i == 0 ? "" : ",");
            AppendString(json, keys[i]);
            json.Append(':');
            AppendString(json, metadata[keys[i]]);
        }
        json.Append('}');
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

    private static byte[] Encode(StringBuilder json)
    {
        var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        try
        {
            var length = strict.GetByteCount(json.ToString());
            json.Append(' ', (DataAlignment - length % DataAlignment) % DataAlignment);
            return strict.GetBytes(json.ToString());
        }
        catch (EncoderFallbackException exception)
        {
            throw new ArgumentException("tensors or metadata have a name with half a surrogate pair, which is not Unicode.", "tensors", exception);
        }
    }
}
