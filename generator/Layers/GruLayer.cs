using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary>
/// <c>[Gru(hidden)]</c>: r, z = sigmoid(x W + h W + b), c = tanh(x W + (r h) W + b), h' = z h + (1 - z) c (Cho et al. 2014). With <c>ResetAfter</c>, PyTorch's
/// and cuDNN's form, c = tanh(x W + b + r (h W + b')). Rows of the weights are in the order r, z, c.
/// </summary>
internal sealed class GruLayer : RecurrentLayer
{
    private const int Reset = 0, Update = 1, Candidate = 2;

    public override string Kind => "Gru";

    public override int Gates(LayerContext context) => 3;

    /// <summary>The two forms have weights of the same names and shapes.</summary>
    public override void DescribeFiles(LayerContext context)
    {
        const string whereUnstated = "it is true in the files of PyTorch and cuDNN: declare ResetAfter = true for them";
        var isResetAfter = IsResetAfter(context);
        context.FileStatement("reset_after", isResetAfter ? "true" : "false", isResetAfter ? null : whereUnstated);
    }

    public override RecurrentParameters? Parameters(LayerContext context, string suffix, int inputs, int hidden)
    {
        if (!IsResetAfter(context))
        {
            return base.Parameters(context, suffix, inputs, hidden);
        }

        var bound = 1 / Math.Sqrt(hidden);
        var shape = new[] { 3 * hidden };
        return context.Weight($"weight_ih{suffix}", new[] { 3 * hidden, inputs }, hidden) is { } input
            && context.Weight($"weight_hh{suffix}", new[] { 3 * hidden, hidden }, hidden) is { } recurrent
            && context.Parameter($"bias_ih{suffix}", shape, InitializerKind.Uniform, bound) is { } bias
            && context.Parameter($"bias_hh{suffix}", shape, InitializerKind.Uniform, bound) is { } recurrentBias
                ? new(input, recurrent, bias, recurrentBias)
                : null;
    }

    public override void Step(RecurrentStep step)
    {
        var b = step.Builder;
        var isResetAfter = step.Parameters.RecurrentBias is not null;
        var recurrent = step.Recur("recurrent", 0, isResetAfter ? 3 : 2, k => Hidden(step, k));

        Axis gate = b.Axis("gate", 2), u = b.Axis("u", step.Hidden);
        var gates = step.Gate("gates", 2);
        var row = (gate * step.Hidden) + u;
        var sum = step.Projection(gate, u) + recurrent.At(step.Time, gate, u) + step.Parameters.Bias.At(row);
        if (step.Parameters.RecurrentBias is { } second)
        {
            sum += second.At(row);
        }

        b.Assign(gates, [step.Time, gate, u], Expression.Apply(UnaryOperation.Sigmoid, sum), $"{step.Comment}: r, z = sigmoid(x W + h W + b)");
        var candidate = isResetAfter ? CandidateResetAfter(step, recurrent, gates) : CandidateResetBefore(step, gates);

        u = b.Axis("u", step.Hidden);
        var z = gates.At(step.Time, Update, u);
        step.Assign(0, u, (z * Hidden(step, u)) + ((1 - z) * candidate.At(step.Time, u)), "h' = z h + (1 - z) c");
    }

    private static bool IsResetAfter(LayerContext context) => context.Bool("ResetAfter", false);

    private static Expression Hidden(RecurrentStep step, Affine u) => step.State(0).At(step.Before, u);

    private static Tensor CandidateResetBefore(RecurrentStep step, Tensor gates)
    {
        var b = step.Builder;
        Affine u = b.Axis("u", step.Hidden);
        var reset = step.Values("reset");
        b.Assign(reset, [step.Time, u], gates.At(step.Time, Reset, u) * Hidden(step, u), $"{step.Comment}: r h");
        var recurrent = step.Recur("candidate_sum", Candidate, 1, k => reset.At(step.Time, k));

        u = b.Axis("u", step.Hidden);
        var candidate = step.Values("candidate");
        var sum = step.Projection(Candidate, u) + recurrent.At(step.Time, 0, u) + step.Parameters.Bias.At(u + (Candidate * step.Hidden));
        b.Assign(candidate, [step.Time, u], Expression.Apply(UnaryOperation.Tanh, sum), $"{step.Comment}: c = tanh(x W + (r h) W + b)");
        return candidate;
    }

    private static Tensor CandidateResetAfter(RecurrentStep step, Tensor recurrent, Tensor gates)
    {
        var b = step.Builder;
        Affine u = b.Axis("u", step.Hidden);
        var row = u + (Candidate * step.Hidden);
        var candidate = step.Values("candidate");
        var sum = step.Projection(Candidate, u) + step.Parameters.Bias.At(row)
            + (gates.At(step.Time, Reset, u) * (recurrent.At(step.Time, Candidate, u) + step.Parameters.RecurrentBias!.At(row)));
        b.Assign(candidate, [step.Time, u], Expression.Apply(UnaryOperation.Tanh, sum), $"{step.Comment}: c = tanh(x W + b + r (h W + b'))");
        return candidate;
    }
}
