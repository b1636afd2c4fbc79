using System.Collections.Immutable;
using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;

namespace StaticNets.Generator.Layers;

/// <summary>
/// <c>[Lstm(hidden)]</c>: i, f, o = sigmoid(x W + h W + b), g = tanh(x W + h W + b), c' = f c + i g, h' = o tanh(c') (Hochreiter and Schmidhuber 1997, with the
/// forget gate of Gers, Schmidhuber and Cummins 2000). Rows of the weights are in the order i, f, g, o.
/// </summary>
internal sealed class LstmLayer : RecurrentLayer
{
    private const int Input = 0, Forget = 1, Candidate = 2, Output = 3;

    public override string Kind => "Lstm";

    public override ImmutableArray<string> StateNames => ["hidden", "cell"];

    public override int Gates(LayerContext context) => 4;

    public override void Step(RecurrentStep step)
    {
        var b = step.Builder;
        var cell = step.State(1);
        var recurrent = step.Recur("recurrent", 0, 4, k => step.State(0).At(step.Before, k));

        Axis gate = b.Axis("gate", 4), u = b.Axis("u", step.Hidden);
        var gates = step.Gate("gates", 4);
        var sum = step.Projection(gate, u) + recurrent.At(step.Time, gate, u) + step.Parameters.Bias.At((gate * step.Hidden) + u);
        var isCandidate = new Select(
            Comparison.Equal, new Position(gate), Candidate, Expression.Apply(UnaryOperation.Tanh, sum), Expression.Apply(UnaryOperation.Sigmoid, sum));
        b.Assign(gates, [step.Time, gate, u], isCandidate, $"{step.Comment}: i, f, o = sigmoid(x W + h W + b), g = tanh(x W + h W + b)");

        u = b.Axis("u", step.Hidden);
        step.Assign(
            1,
            u,
            (gates.At(step.Time, Forget, u) * cell.At(step.Before, u)) + (gates.At(step.Time, Input, u) * gates.At(step.Time, Candidate, u)),
            "c' = f c + i g");

        u = b.Axis("u", step.Hidden);
        var squashed = step.Values("squashed");
        b.Assign(squashed, [step.Time, u], Expression.Apply(UnaryOperation.Tanh, cell.At(step.After, u)), $"{step.Comment}: tanh(c')");

        u = b.Axis("u", step.Hidden);
        step.Assign(0, u, gates.At(step.Time, Output, u) * squashed.At(step.Time, u), "h' = o tanh(c')");
    }
}
