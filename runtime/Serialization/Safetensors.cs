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
        var names = new HashSet<string>(StringComparer.Ordinal);
        var entries = new (string Name, string Type, IReadOnlyList<int> Shape, long Bytes)[tensors.Count];
        for (var i = 0; i < tensors.Count; i++)
        {
            var tensor = tensors[i] ?? throw new ArgumentException($"tensors has null as element {i}, but tensors are needed.", nameof(tensors));
            if (tensor.Name == SafetensorsJson.MetadataName || !names.Add(tensor.Name))
            {
                throw new ArgumentException(
                    tensor.Name == SafetensorsJson.MetadataName
                        ? $"tensors has one named {SafetensorsJson.MetadataName}, which is reserved."
                        : $"tensors has two named {FileText.Name(tensor.Name)}.",
                    nameof(tensors));
            }
            entries[i] = (tensor.Name, tensor.TypeName, tensor.Shape, tensor.ByteCount);
        }
        try
        {
            return SafetensorsJson.Header(entries, Sorted(metadata));
        }
        catch (EncoderFallbackException exception)
        {
            throw new ArgumentException("tensors or metadata have a name with half a surrogate pair, which is not Unicode.", "tensors", exception);
        }
    }

    /// <summary>Sorted, so that the same contents give the same file.</summary>
    private static KeyValuePair<string, string>[] Sorted(IReadOnlyDictionary<string, string>? metadata)
    {
        var pairs = new KeyValuePair<string, string>[metadata?.Count ?? 0];
        var count = 0;
        foreach (var pair in metadata ?? new Dictionary<string, string>())
            pairs[count++] = pair.Value is null
                ? throw new ArgumentException($"metadata has null for {FileText.Name(pair.Key)}, but strings are needed.", nameof(metadata))
                : pair;
        Array.Sort(pairs, static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        return pairs;
    }
}
