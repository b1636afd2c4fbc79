using System.Buffers;

namespace StaticNets;

/// <summary>Floats for the time of a call, which cost no allocation once warm.</summary>
internal readonly ref struct FloatScratch
{
    private readonly float[] _rented;

    public FloatScratch(int length)
    {
        _rented = ArrayPool<float>.Shared.Rent(length);
        Values = _rented.AsSpan(0, length);
    }

    public Span<float> Values { get; }

    public void Dispose()
    {
        // A scratch that was never made has nothing to give back.
        if (_rented is not null)
            ArrayPool<float>.Shared.Return(_rented);
    }
}
