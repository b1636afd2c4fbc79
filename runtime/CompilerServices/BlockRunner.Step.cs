using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StaticNets.CompilerServices;

public static partial class BlockRunner
{
    /// <summary>
    /// Runs one time step of each sequence of a batch whose spans have been checked: inputs and outputs hold one step per example. This is the path where
    /// a call may take no longer than the arithmetic of a small layer, so that nothing is done here that a step can do without.
    /// </summary>
    /// <param name="layout">The network's layout, with a <see cref="CodeLayout.Step"/>.</param>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="batch">Inputs, outputs and the state.</param>
    /// <exception cref="InvalidOperationException">A sequence has not been encoded, or has taken all its steps; then none is changed.</exception>
    public static void Step<TCode>(CodeLayout layout, ParameterSet parameters, scoped in Batch batch)
        where TCode : struct, ISteppedCode
    {
        var step = layout.Step!;
        var state = batch.State!;
        if (step.EncodedOffset >= 0 || step.StepsOffset >= 0)
            CheckSteps(step, state, in batch);
        ref var scratch = ref state.Scratch(step.WorkspaceFloats);
        ref var floats = ref parameters.Reference;
        var output = step.Output;
        for (var example = 0; example < batch.Count; example++)
        {
            ref var workspace = ref Unsafe.Add(ref scratch, (nint)step.WorkspaceFloats * (batch.FirstSequence + example));
            ref var sequence = ref state.Reference(batch.FirstSequence + example);
            InputTransfer.LoadOne(step, in batch, example, ref workspace);
            StateTransfer.LoadOne(step, in batch, example, ref workspace);
            TCode.StepOne(ref workspace, ref floats, ref sequence);
            StateTransfer.StoreOne(step, in batch, example, ref workspace);
            if (step.StepsOffset >= 0)
                Unsafe.Add(ref sequence, step.StepsOffset)++;
            if (!batch.Output.IsEmpty)
                MemoryMarshal.CreateSpan(ref Unsafe.Add(ref workspace, output.InOne), output.Size).CopyTo(batch.Output[(example * output.Size)..]);
            if (step.Exposed.Length > 0)
                CopyExposed(step, in batch, example, ref workspace);
            if (step.MoreOutputs.Length > 0)
                CopyMoreOutputs(step, in batch, example, ref workspace);
        }
    }

    /// <summary>Computes what all steps of each sequence of a batch need, whose spans have been checked. What the state held before is lost.</summary>
    /// <param name="layout">The network's layout, with a <see cref="CodeLayout.Encode"/>.</param>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="batch">The inputs that are known before the first step, and the state.</param>
    public static void Encode<TCode>(CodeLayout layout, ParameterSet parameters, scoped in Batch batch)
        where TCode : struct, IEncodingCode
    {
        var encode = layout.Encode!;
        var state = batch.State!;
        var rented = encode.Pool.Rent();
        ref var workspace = ref rented.Reference;
        for (var example = 0; example < batch.Count; example++)
        {
            var sequence = state.Sequence(batch.FirstSequence + example);
            sequence.Clear();
            InputTransfer.LoadOne(encode, in batch, example, ref workspace);
            TCode.EncodeOne(ref workspace, ref parameters.Reference, ref MemoryMarshal.GetReference(sequence));
            StateTransfer.StoreOne(encode, in batch, example, ref workspace);
            sequence[encode.EncodedOffset] = 1;
        }

        encode.Pool.Return(rented);
    }

    private static void CheckSteps(CodeLayout step, RecurrentState state, scoped in Batch batch)
    {
        for (var i = batch.FirstSequence; i < batch.FirstSequence + batch.Count; i++)
        {
            var sequence = state.Sequence(i);
            if (step.EncodedOffset >= 0 && sequence[step.EncodedOffset] == 0)
                throw new InvalidOperationException($"Sequence {i} of the state has not been encoded: call Encode before Step.");
            if (step.StepsOffset >= 0 && sequence[step.StepsOffset] >= step.MaximumSteps)
                throw new InvalidOperationException(
                    $"Sequence {i} of the state has taken {sequence[step.StepsOffset]} steps, and there are no more: call "
                        + $"{(step.EncodedOffset >= 0 ? "Encode" : "Reset")} to begin anew.");
        }
    }
}
