using System.ComponentModel;

namespace StaticNets.CompilerServices;

/// <summary>The code that the compiler emits for a network whose sequences can be computed step by step.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISteppedCode : ICompiledCode
{
    /// <summary>
    /// Computes one time step of one sequence: output and new state from input and old state. The places are those of <see cref="CodeLayout.Step"/>.
    /// </summary>
    /// <param name="workspace">Holds the inputs and states.</param>
    /// <param name="parameters">The flat buffer of parameters.</param>
    /// <param name="sequence">The floats of the sequence's state; what steps remember is used there in place.</param>
    static abstract void StepOne(ref float workspace, ref float parameters, ref float sequence);
}
