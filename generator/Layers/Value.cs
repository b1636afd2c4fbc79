using StaticNets.Generator.Emit;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary>What flows from layer to layer.</summary>
/// <param name="Origin">The declaration that it comes from, for messages.</param>
internal sealed record Value(Tensor Tensor, string Origin)
{
    public EquatableArray<int> Shape => Tensor.Dimensions;

    public int Rank => Shape.Count;

    public bool IsImage => Rank == 3;

    public string ShapeText => Documentation.Shape(Shape);

    public string Description => $"{ShapeText} from {Origin}";
}
