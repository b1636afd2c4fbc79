using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StaticNets.CompilerServices;

/// <summary>
/// Copies the inputs of a batch, with their lengths, to where emitted code expects them. Tokens and lengths become floats, which hold them exactly. What the
/// caller has beyond an example's length becomes 0: emitted code multiplies padding with gradients and weights that are 0, which makes nothing of numbers,
/// but NaN of infinities and NaN.
/// </summary>
internal static class InputTransfer
{
    /// <summary>Inputs of <paramref name="count"/> examples side by side. Examples that only fill up the block have zeros, and so no steps.</summary>
    public static void LoadBlock(CodeLayout layout, scoped in Batch batch, int first, int count, ref float workspace)
    {
        for (var i = 0; i < layout.Inputs.Length; i++)
        {
            var input = layout.Inputs[i];
            if (input.InBlock < 0)
                continue;
            ref var place = ref Unsafe.Add(ref workspace, input.InBlock);
            if (batch.HoldsTokens(i))
                Lanes.Pack(batch.Tokens(i).Slice(first * input.Size, count * input.Size), ref place, input.Size, count, BlockRunner.BlockExamples);
            else
                Lanes.Pack(batch.Values(i).Slice(first * input.Size, count * input.Size), ref place, input.Size, count, BlockRunner.BlockExamples);
        }

        for (var i = 0; i < layout.InputLengths.Length; i++)
        {
            var lengths = layout.InputLengths[i];
            if (lengths.Size > 0 && lengths.InBlock >= 0)
                Lanes.Pack(batch.Lengths(i).Slice(first, count), ref Unsafe.Add(ref workspace, lengths.InBlock), 1, count, BlockRunner.BlockExamples);
            var input = layout.Inputs[i];
            if (input is { StepSize: > 0, InBlock: >= 0 })
                ClearPadding(
                    MemoryMarshal.CreateSpan(ref Unsafe.Add(ref workspace, input.InBlock), input.Size * BlockRunner.BlockExamples),
                    input.StepSize,
                    batch.Lengths(i).Slice(first, count));
        }
    }

    /// <summary>Makes steps of [steps][step size][examples of a block] 0.</summary>
    private static void ClearPadding(Span<float> block, int stepSize, ReadOnlySpan<int> lengths)
    {
        for (var example = 0; example < lengths.Length; example++)
        {
            for (var i = (lengths[example] * stepSize * BlockRunner.BlockExamples) + example; i < block.Length; i += BlockRunner.BlockExamples)
                block[i] = 0;
        }
    }

    /// <summary>Inputs of one example.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadOne(CodeLayout layout, scoped in Batch batch, int example, ref float workspace)
    {
        for (var i = 0; i < layout.Inputs.Length; i++)
        {
            var input = layout.Inputs[i];
            if (input.InOne < 0)
                continue;
            var place = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref workspace, input.InOne), input.Size);
            if (batch.HoldsTokens(i))
                Lanes.Convert(batch.Tokens(i).Slice(example * input.Size, input.Size), place);
            else
                batch.Values(i).Slice(example * input.Size, input.Size).CopyTo(place);
        }

        for (var i = 0; i < layout.InputLengths.Length; i++)
        {
            var lengths = layout.InputLengths[i];
            if (lengths.Size > 0 && lengths.InOne >= 0)
                Unsafe.Add(ref workspace, lengths.InOne) = batch.Lengths(i)[example];
            var input = layout.Inputs[i];
            if (input is { StepSize: > 0, InOne: >= 0 })
                MemoryMarshal.CreateSpan(ref Unsafe.Add(ref workspace, input.InOne), input.Size)[(batch.Lengths(i)[example] * input.StepSize)..].Clear();
        }
    }
}
