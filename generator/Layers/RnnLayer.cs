using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;

namespace StaticNets.Generator.Layers;

/// <summary><c>[Rnn(hidden)]</c>: h' = tanh(x Wxh + h Whh + b) (Elman 1990).</summary>
internal sealed class RnnLayer : RecurrentLayer
{
    public override string Kind => "Rnn";

    public override int Gates(LayerContext context) => 1;

    public override void Step(RecurrentStep step)
    {
        var recurrent = step.Recur("recurrent", 0, 1, k => step.State(0).At(step.Before, k));
        var u = step.Builder.Axis("u", step.Hidden);
        var sum = step.Projection(0, u) + recurrent.At(step.Time, 0, u) + step.Parameters.Bias.At(u);
        step.Assign(0, u, Expression.Apply(UnaryOperation.Tanh, sum), "h' = tanh(x Wxh + h Whh + b)");
    }
}
