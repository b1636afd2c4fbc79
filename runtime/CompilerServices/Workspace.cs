using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace StaticNets.CompilerServices;

/// <summary>The scratch memory of one running pass of a network: its activations and gradients. For emitted code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Workspace
{
    private readonly AlignedFloats _floats;

    /// <summary>Allocates zeroed floats on a 64-byte boundary.</summary>
    /// <param name="floats">How many.</param>
    public Workspace(int floats)
    {
        _floats = new AlignedFloats(floats);
    }

    /// <summary>The first float, on a 64-byte boundary.</summary>
    public ref float Reference
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _floats.Reference;
    }

    /// <summary>All floats.</summary>
    public Span<float> Floats => _floats.Span;
}
