using System.ComponentModel;

namespace StaticNets.CompilerServices;

/// <summary>The code that the compiler emits for a network whose steps need something that is computed once for a sequence.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IEncodingCode : ISteppedCode
{
    /// <summary>Computes what all steps of one sequence need. The places are those of <see cref="CodeLayout.Encode"/>.</summary>
    /// <param name="workspace">Holds the inputs; gets the first states.</param>
    /// <param name="parameters">The flat buffer of parameters.</param>
    /// <param name="sequence">The floats of the sequence's state, which get the rest.</param>
    static abstract void EncodeOne(ref float workspace, ref float parameters, ref float sequence);
}
