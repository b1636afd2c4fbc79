using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary><c>[BinaryCrossEntropy]</c> on logits: max(z, 0) - z target + log(1 + exp(-|z|)), which neither overflows nor cancels.</summary>
internal sealed class BinaryCrossEntropyLayer : ElementwiseLossLayer
{
    public override string Kind => "BinaryCrossEntropy";

    public override string TakenLogits => "sigmoid";

    protected override LossModel Model(LayerContext context, Tensor target) => new(LossKind.BinaryCrossEntropy, target);

    protected override Expression Element(Expression z, Expression target)
        => Expression.Apply(UnaryOperation.Softplus, z) - (z * target);
}
