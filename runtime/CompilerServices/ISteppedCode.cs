using System.ComponentModel;

namespace StaticNets.CompilerServices;

/// <summary>The code that the compiler emits for a network whose sequences can be computed step by step.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISteppedCode : ICompiledCode
{
    /// <summary>Computes one time step of one sequence: output and new state from input and old state. The places are those of <see cref="CodeLayout.Step"/>.</summary>
    static abstract void StepOne(ref float workspace, ref float parameters);
}
