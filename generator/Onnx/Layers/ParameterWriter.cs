using System.Runtime.InteropServices;

namespace StaticNets.Onnx.Layers;

/// <summary>Writes parameters as a safetensors file.</summary>
internal static class ParameterWriter
{
    public static void Write(string path, IReadOnlyList<ImportedParameter> parameters, IReadOnlyDictionary<string, string> metadata)
    {
        var header = SafetensorsJson.Header(
            parameters.Select(parameter => (parameter.Name, SafetensorsJson.Float, parameter.Shape, (long)parameter.Values.Length * sizeof(float))),
            [.. metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal)]);
        using var file = File.Create(path);
        using var writer = new BinaryWriter(file);
        writer.Write((ulong)header.Length);
        writer.Write(header);
        foreach (var parameter in parameters)
        {
            if (BitConverter.IsLittleEndian)
            {
                WriteBytes(writer, parameter.Values);
            }
            else
            {
                foreach (var value in parameter.Values)
                {
                    writer.Write(value);
                }
            }
        }
    }

    private static void WriteBytes(BinaryWriter writer, float[] values)
    {
        const int part = 1 << 18;
        var bytes = new byte[Math.Min(part, values.Length) * sizeof(float)];
        for (var first = 0; first < values.Length; first += part)
        {
            var count = Math.Min(part, values.Length - first);
            MemoryMarshal.AsBytes(values.AsSpan(first, count)).CopyTo(bytes);
            writer.Write(bytes, 0, count * sizeof(float));
        }
    }
}
