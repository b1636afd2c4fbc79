using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace StaticNets.Tests;

/// <summary>
/// One file of tests/fixtures, read whole. The runtime's own reader rounds to 32 bits and knows no integers; here results
/// stay double and labels stay integers. tests/fixtures/README.md says what a file holds.
/// </summary>
internal sealed class FixtureFile
{
    private readonly byte[] _bytes;
    private readonly Dictionary<string, Tensor> _tensors = [];
    private readonly Dictionary<string, string> _metadata = [];

    private FixtureFile(string name, byte[] bytes)
    {
        Name = name;
        _bytes = bytes;
        var dataStart = sizeof(ulong) + (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        using var header = JsonDocument.Parse(bytes.AsMemory(sizeof(ulong), dataStart - sizeof(ulong)));
        foreach (var property in header.RootElement.EnumerateObject())
        {
            if (property.Name == "__metadata__")
            {
                foreach (var pair in property.Value.EnumerateObject())
                    _metadata.Add(pair.Name, pair.Value.GetString()!);
                continue;
            }
            var offsets = property.Value.GetProperty("data_offsets");
            _tensors.Add(property.Name, new Tensor(
                property.Value.GetProperty("dtype").GetString()!,
                [.. property.Value.GetProperty("shape").EnumerateArray().Select(side => side.GetInt32())],
                dataStart + offsets[0].GetInt32(),
                dataStart + offsets[1].GetInt32()));
        }
        Counts = [.. _metadata["counts"].Split(' ').Select(int.Parse)];
    }

    /// <summary>Where the files are.</summary>
    public static string Folder { get; set; } = Path.Combine(AppContext.BaseDirectory, "fixtures");

    public string Name { get; }

    /// <summary>The numbers of examples with results; the file holds as many examples as the largest.</summary>
    public int[] Counts { get; }

    /// <summary>What the keys of <see cref="FormulaValues"/> begin with.</summary>
    public string FormulaPrefix => _metadata["formula"];

    /// <summary>The longest sum on the way to the output.</summary>
    public int ForwardReduction => int.Parse(_metadata["forwardReduction"]);

    /// <summary>The input past whose lengths the steps of the output are whatever they are; null where all are compared.</summary>
    public string? OpenPadding => _metadata.GetValueOrDefault("openPadding");

    /// <summary>Where each element is compared with itself: the share of it that it may be off by, and a number in any case.</summary>
    public (double Relative, double Floor)? Elementwise => _metadata.TryGetValue("relative", out var relative)
        ? (double.Parse(relative, CultureInfo.InvariantCulture), double.Parse(_metadata["floor"], CultureInfo.InvariantCulture))
        : null;

    /// <summary>Whether the network starts from a state that the caller passes.</summary>
    public bool HasStates => NamesAfter("state.").Any();

    public static FixtureFile Read(string name) =>
        new(name, File.ReadAllBytes(Path.Combine(Folder, name + ".safetensors")));

    /// <summary>The longest sum on the way to a gradient of <paramref name="count"/> examples.</summary>
    public int BackwardReduction(int count) => int.Parse(_metadata[$"backwardReduction.{count}"]);

    public bool Has(string tensor) => _tensors.ContainsKey(tensor);

    /// <summary>The rest of the names that begin with <paramref name="prefix"/>, in alphabetical order.</summary>
    public IEnumerable<string> NamesAfter(string prefix) =>
        _tensors.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(name => name[prefix.Length..]).Order(StringComparer.Ordinal);

    public int[] Shape(string tensor) => Find(tensor).Shape;

    public float[] Floats(string tensor) => Elements<float>(tensor, "F32");

    public double[] Doubles(string tensor) => Elements<double>(tensor, "F64");

    public int[] Integers(string tensor) => Elements<int>(tensor, "I32");

    private T[] Elements<T>(string name, string type)
        where T : unmanaged
    {
        var tensor = Find(name);
        if (tensor.Type != type)
            throw new InvalidDataException($"{name} in {Name} is {tensor.Type}, not {type}.");
        return MemoryMarshal.Cast<byte, T>(_bytes.AsSpan(tensor.Start..tensor.End)).ToArray();
    }

    private Tensor Find(string name) =>
        _tensors.TryGetValue(name, out var tensor) ? tensor : throw new InvalidDataException($"{Name} has no tensor {name}.");

    private sealed record Tensor(string Type, int[] Shape, int Start, int End);
}
