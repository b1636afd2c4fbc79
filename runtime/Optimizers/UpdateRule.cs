using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StaticNets;

/// <summary>What an optimizer does to a vector of parameters; the loop over the buffer is <see cref="UpdateLoop"/>.</summary>
internal interface IUpdateRule
{
    /// <summary>Number of state buffers the rule reads and writes: 0, 1 or 2.</summary>
    static abstract int States { get; }

    /// <summary>Updates parameters <paramref name="p"/> and states by the (scaled) gradient <paramref name="g"/>.</summary>
    void Apply(ref Vector<float> p, Vector<float> g, ref Vector<float> state0, ref Vector<float> state1);
}

/// <summary>Runs an <see cref="IUpdateRule"/> over buffers of equal length.</summary>
internal static class UpdateLoop
{
    private const float SmallestNormal = 1.17549435e-38f;

    internal static void Run<TRule>(
        in TRule rule, Span<float> parameters, ReadOnlySpan<float> gradients, Span<float> state0, Span<float> state1, float gradientScale)
        where TRule : struct, IUpdateRule
    {
        var width = Vector<float>.Count;
        var whole = parameters.Length - parameters.Length % width;
        var scale = new Vector<float>(gradientScale);
        var copy = rule;
        ref var p = ref MemoryMarshal.GetReference(parameters);
        ref var g = ref MemoryMarshal.GetReference(gradients);
        ref var a = ref MemoryMarshal.GetReference(state0);
        ref var b = ref MemoryMarshal.GetReference(state1);
        for (var i = 0; i < whole; i += width)
        {
            var values = Vector.LoadUnsafe(ref p, (nuint)i);
            var first = TRule.States > 0 ? Vector.LoadUnsafe(ref a, (nuint)i) : default;
            var second = TRule.States > 1 ? Vector.LoadUnsafe(ref b, (nuint)i) : default;
            copy.Apply(ref values, Vector.LoadUnsafe(ref g, (nuint)i) * scale, ref first, ref second);
            values.StoreUnsafe(ref p, (nuint)i);
            if (TRule.States > 0)
                FlushSubnormal(first).StoreUnsafe(ref a, (nuint)i);
            if (TRule.States > 1)
                FlushSubnormal(second).StoreUnsafe(ref b, (nuint)i);
        }

        if (whole == parameters.Length)
            return;
        {
            var values = LoadLanes(parameters[whole..]);
            var first = TRule.States > 0 ? LoadLanes(state0[whole..]) : default;
            var second = TRule.States > 1 ? LoadLanes(state1[whole..]) : default;
            copy.Apply(ref values, LoadLanes(gradients[whole..]) * scale, ref first, ref second);
            StoreLanes(values, parameters[whole..]);
            if (TRule.States > 0)
                StoreLanes(FlushSubnormal(first), state0[whole..]);
            if (TRule.States > 1)
                StoreLanes(FlushSubnormal(second), state1[whole..]);
        }
    }

    /// <summary>Whether everything that <see cref="Run"/> would write is finite.</summary>
    internal static bool StaysFinite<TRule>(
        in TRule rule,
        ReadOnlySpan<float> parameters,
        ReadOnlySpan<float> gradients,
        ReadOnlySpan<float> state0,
        ReadOnlySpan<float> state1,
        float gradientScale)
        where TRule : struct, IUpdateRule
    {
        var width = Vector<float>.Count;
        var scale = new Vector<float>(gradientScale);
        var copy = rule;
        for (var i = 0; i < parameters.Length; i += width)
        {
            var count = Math.Min(width, parameters.Length - i);
            var values = LoadLanes(parameters.Slice(i, count));
            var first = TRule.States > 0 ? LoadLanes(state0.Slice(i, count)) : default;
            var second = TRule.States > 1 ? LoadLanes(state1.Slice(i, count)) : default;
            copy.Apply(ref values, LoadLanes(gradients.Slice(i, count)) * scale, ref first, ref second);
            if (!IsFinite(values) || !IsFinite(first) || !IsFinite(second))
                return false;
        }

        return true;
    }

    private static bool IsFinite(Vector<float> x) => Vector.LessThanOrEqualAll(Vector.Abs(x), new Vector<float>(float.MaxValue));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> FlushSubnormal(Vector<float> x) =>
        Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(x), new Vector<float>(SmallestNormal)), Vector<float>.Zero, x);

    private static Vector<float> LoadLanes(ReadOnlySpan<float> source)
    {
        if (source.Length == Vector<float>.Count)
            return new Vector<float>(source);
        Span<float> lanes = stackalloc float[Vector<float>.Count];
        lanes.Clear();
        source.CopyTo(lanes);
        return new Vector<float>(lanes);
    }

    private static void StoreLanes(Vector<float> value, Span<float> destination)
    {
        Span<float> lanes = stackalloc float[Vector<float>.Count];
        value.CopyTo(lanes);
        lanes[..destination.Length].CopyTo(destination);
    }
}
