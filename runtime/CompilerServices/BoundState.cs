using System.ComponentModel;

namespace StaticNets.CompilerServices;

/// <summary>A state that a recurrent layer carries from call to call, and where emitted code expects and leaves it.</summary>
/// <param name="Size">Its elements per example.</param>
/// <param name="StateOffset">Its first element's index in the floats of one sequence of a <see cref="RecurrentState"/>.</param>
/// <param name="Initial">Its place before the first step.</param>
/// <param name="Final">Its place after the last step; the same as <paramref name="Initial"/> or another.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct BoundState(int Size, int StateOffset, BoundTensor Initial, BoundTensor Final);
