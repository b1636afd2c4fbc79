using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace StaticNets.Tests.Emulated;

/// <summary>What comparing a network with its fixture gave.</summary>
internal sealed class Outcome
{
    private readonly XxHash64 _bits = new();
    private readonly List<string> _failures = [];

    /// <summary>How many runs were compared.</summary>
    public int Compared { get; private set; }

    /// <summary>The run and what was wrong with it.</summary>
    public IReadOnlyList<string> Failures => _failures;

    /// <summary>A hash of the bits of all results: two processors that compute the same have the same.</summary>
    public ulong Bits => _bits.GetCurrentHashAsUInt64();

    /// <summary>Counts one run, and notes where it fails.</summary>
    public void Compare(string run, Action compare)
    {
        Compared++;
        try
        {
            compare();
        }
        catch (MismatchException mismatch)
        {
            _failures.Add($"{run}: {mismatch.Message}");
        }
    }

    public void Add(ReadOnlySpan<float> values) => _bits.Append(MemoryMarshal.AsBytes(values));

    public void Add(NetworkInfo info, FixtureResult result)
    {
        _bits.Append(MemoryMarshal.AsBytes([result.Loss]));
        Add(result.Output);
        foreach (var parameter in result.Gradients is null ? [] : info.Layout.Entries)
            Add(result.Gradients![parameter.Name]);
        foreach (var gradient in result.InputGradients)
            Add(gradient);
    }
}
