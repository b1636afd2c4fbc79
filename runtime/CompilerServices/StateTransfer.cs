using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StaticNets.CompilerServices;

/// <summary>Copies the states of a batch's sequences to where emitted code expects them, and back from where it leaves them.</summary>
internal static class StateTransfer
{
    /// <summary>States of <paramref name="count"/> examples side by side; zeros where the batch has none.</summary>
    public static void LoadBlock(CodeLayout layout, scoped in Batch batch, int first, int count, ref float workspace)
    {
        foreach (var bound in layout.States)
        {
            if (bound.Initial.InBlock < 0)
                continue;
            ref var place = ref Unsafe.Add(ref workspace, bound.Initial.InBlock);
            if (batch.State is { } state)
                Lanes.Pack(Rows(state, batch.FirstSequence + first, bound), state.SequenceSize, ref place, bound.Size, count, BlockRunner.BlockExamples);
            else
                MemoryMarshal.CreateSpan(ref place, bound.Size * BlockRunner.BlockExamples).Clear();
        }
    }

    /// <summary>Keeps the states of <paramref name="count"/> examples, if the batch has where.</summary>
    public static void StoreBlock(CodeLayout layout, scoped in Batch batch, int first, int count, ref float workspace)
    {
        if (batch.State is not { } state)
            return;
        foreach (var bound in layout.States)
        {
            if (bound.Final.InBlock >= 0)
                Lanes.Unpack(
                    ref Unsafe.Add(ref workspace, bound.Final.InBlock),
                    Rows(state, batch.FirstSequence + first, bound),
                    state.SequenceSize,
                    bound.Size,
                    count,
                    BlockRunner.BlockExamples);
        }
    }

    /// <summary>States of one example; zeros where the batch has none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadOne(CodeLayout layout, scoped in Batch batch, int example, ref float workspace)
    {
        foreach (var bound in layout.States)
        {
            if (bound.Initial.InOne < 0)
                continue;
            var place = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref workspace, bound.Initial.InOne), bound.Size);
            if (batch.State is { } state)
                Rows(state, batch.FirstSequence + example, bound)[..bound.Size].CopyTo(place);
            else
                place.Clear();
        }
    }

    /// <summary>Keeps the states of one example, if the batch has where.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreOne(CodeLayout layout, scoped in Batch batch, int example, ref float workspace)
    {
        if (batch.State is not { } state)
            return;
        foreach (var bound in layout.States)
        {
            if (bound.Final.InOne >= 0)
                MemoryMarshal.CreateSpan(ref Unsafe.Add(ref workspace, bound.Final.InOne), bound.Size)
                    .CopyTo(Rows(state, batch.FirstSequence + example, bound));
        }
    }

    /// <summary>
    /// The buffer from the first float of this state of this sequence on; that of the next sequence is <see cref="RecurrentState.SequenceSize"/> further.
    /// </summary>
    private static Span<float> Rows(RecurrentState state, int sequence, in BoundState bound) =>
        state.Values[(sequence * state.SequenceSize + bound.StateOffset)..];
}
