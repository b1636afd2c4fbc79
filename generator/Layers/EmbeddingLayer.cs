using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary>
/// <c>[Embedding(dimension)]</c>: the row of a table that each token names, [steps, dimension]; with <c>Positions</c> the row of a second table is added, that
/// of each step.
/// </summary>
internal sealed class EmbeddingLayer : Layer
{
    private const string Positions = "Positions";

    public override string Kind => "Embedding";

    protected override bool TakesTokens => true;

    public override bool RemembersSteps(LayerDeclaration declaration)
        => declaration.Arguments.Any(argument => argument is { Name: Positions, Value: int and > 0 });

    public override Tensor? Build(LayerContext context)
    {
        var dimension = context.AtLeast(1, "dimension", 1);
        var positions = context.AtLeast(0, Positions, 0);
        if (!context.IsReady)
        {
            return null;
        }

        var steps = context.IsOneStep ? context.Input.AllSteps : context.Input.Shape[0];
        if (positions > 0 && positions < steps)
        {
            context.Report(
                Descriptors.OutOfRange,
                Positions,
                [
                    context.Declaration.Text,
                    Positions,
                    Literal.Of(positions),
                    $"at least {Literal.Of(steps)}, as {context.Input.Description} have as many steps",
                ],
                ["here", Literal.Of(steps)]);
            return null;
        }

        if (context.Output(new[] { context.Input.Shape[0], dimension }) is not { } output
            || context.Table(context.Input.Vocabulary, dimension) is not { } weight)
        {
            return null;
        }

        var b = context.Builder;
        var tokens = positions == 0 ? output : b.Activation($"{context.Name}.tokens", output.Dimensions);
        Axis step = b.Axis("step", output.Dimensions[0]), i = b.Axis("i", dimension), row = b.Axis("row", context.Input.Vocabulary);
        b.Add(tokens, [step, i], Combine.Sum, weight.At(row, i), $"{context.Comment}: the row of each token", lookup: new Lookup(
            row, (Read)context.Input.Tensor.At(step)));
        return positions == 0 ? output : AddPositions(context, tokens, output, positions) ? output : null;
    }

    /// <summary>Appends the sum with the rows of the steps; false where something was reported.</summary>
    private static bool AddPositions(LayerContext context, Tensor tokens, Tensor output, int positions)
    {
        if (context.Table(positions, output.Dimensions[1], "positions") is not { } table)
        {
            return false;
        }

        var index = context.Indices(output.Dimensions);
        var rows = context.IsOneStep ? context.RowOfStep(table) : table;
        context.Builder.Assign(output, index, tokens.At(index) + rows.At(index), $"{context.Comment}: and the row of each step");
        return true;
    }
}
