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
    /// <param name="batch">Inputs, outputs and the state, which may be missing: then every sequence is at its beginning.</param>
    public static void Step<TCode>(CodeLayout layout, ParameterSet parameters, scoped in Batch batch)
        where TCode : struct, ISteppedCode
    {
        var step = layout.Step!;
        var rented = layout.Pool.Rent();
        ref var workspace = ref rented.Reference;
        ref var floats = ref parameters.Reference;
        var output = step.Output;
        for (var example = 0; example < batch.Count; example++)
        {
            InputTransfer.LoadOne(step, in batch, example, ref workspace);
            StateTransfer.LoadOne(step, in batch, example, ref workspace);
            TCode.StepOne(ref workspace, ref floats);
            StateTransfer.StoreOne(step, in batch, example, ref workspace);
            if (!batch.Output.IsEmpty)
                MemoryMarshal.CreateSpan(ref Unsafe.Add(ref workspace, output.InOne), output.Size).CopyTo(batch.Output[(example * output.Size)..]);
        }

        layout.Pool.Return(rented);
    }
}
