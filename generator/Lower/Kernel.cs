using StaticNets.Generator.Ir;

namespace StaticNets.Generator.Lower;

/// <summary>A method that computes one unit, and how to call it.</summary>
/// <param name="References">The names of its references, in the order of its parameters.</param>
/// <param name="Tensors">What they point to.</param>
/// <param name="Again">References to memory that an earlier one leads to as well.</param>
/// <param name="Streams">The random streams whose keys it takes, in order.</param>
/// <param name="TakesAccumulate">Whether its caller says to add to a gradient instead of overwriting it.</param>
/// <param name="TakesBlocks">Whether its caller says how many blocks a chunk has.</param>
/// <param name="Time">The axis of the scan whose step it computes, or null.</param>
internal sealed record Kernel(
    EquatableArray<string> References,
    EquatableArray<Tensor> Tensors,
    EquatableArray<(string Name, string First)> Again,
    EquatableArray<int> Streams,
    bool TakesAccumulate,
    bool TakesBlocks,
    Axis? Time,
    EquatableArray<Statement> Body);
