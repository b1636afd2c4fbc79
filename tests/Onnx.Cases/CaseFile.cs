using StaticNets.Tool;

namespace StaticNets.Tests.Conformance;

/// <summary>The data of one conformance test as the imported network takes them: examples first, in the order of its inputs and outputs.</summary>
internal sealed class CaseFile
{
    public required int Count { get; init; }

    /// <summary>For each input its values; tokens and lengths are whole numbers.</summary>
    public required List<ReferenceInput> Inputs { get; init; }

    public required List<float[]> Outputs { get; init; }

    public void Write(string path)
    {
        using var writer = new BinaryWriter(File.Create(path));
        writer.Write(Count);
        writer.Write(Inputs.Count);
        foreach (var input in Inputs)
        {
            writer.Write(input.Kind);
            Write(writer, input.Values);
        }
        writer.Write(Outputs.Count);
        foreach (var output in Outputs)
            Write(writer, output);
    }

    public static CaseFile Read(string path)
    {
        using var reader = new BinaryReader(File.OpenRead(path));
        var count = reader.ReadInt32();
        var inputs = Enumerable.Range(0, reader.ReadInt32()).Select(_ => new ReferenceInput(reader.ReadString(), ReadFloats(reader))).ToList();
        return new() { Count = count, Inputs = inputs, Outputs = [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => ReadFloats(reader))] };
    }

    private static void Write(BinaryWriter writer, float[] values)
    {
        writer.Write(values.Length);
        foreach (var value in values)
            writer.Write(value);
    }

    private static float[] ReadFloats(BinaryReader reader) => [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadSingle())];
}
