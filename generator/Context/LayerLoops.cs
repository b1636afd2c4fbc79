using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Context;

/// <summary>Loops that many layers append alike.</summary>
internal static class LayerLoops
{
    /// <summary>Applies an expression to every element.</summary>
    public static Tensor? Map(this LayerContext context, Func<Expression, Expression> function)
    {
        if (context.Output(context.Input.Shape) is not { } output)
        {
            return null;
        }

        var index = context.Indices(context.Input.Shape);
        context.Builder.Assign(output, index, function(context.Input.Tensor.At(index)), context.Comment);
        return output;
    }

    /// <summary>One index per dimension, named as its shape suggests.</summary>
    public static Affine[] Indices(this LayerContext context, EquatableArray<int> shape)
    {
        string[] names = shape.Count switch { 3 => ["c", "y", "x"], 2 => ["step", "i"], 1 => ["i"], _ => [] };
        return [.. context.Builder.Axes(shape, names).Select(axis => (Affine)axis)];
    }

    /// <summary>The position of an element in row-major order.</summary>
    public static Affine RowMajor(Affine[] index, EquatableArray<int> shape)
    {
        Affine position = 0;
        for (var i = 0; i < index.Length; i++)
        {
            position = (position * shape[i]) + index[i];
        }

        return position;
    }

    /// <summary>Writes the output: the sum, with a bias along dimension <paramref name="axis"/> if there is one.</summary>
    public static void AddBias(this LayerContext context, Tensor sum, Tensor? bias, Tensor output, int axis)
    {
        var index = context.Indices(sum.Dimensions);
        context.Builder.Assign(output, index, bias is null ? sum.At(index) : sum.At(index) + bias.At(index[axis]), context.Comment);
    }

    /// <summary>Gives an axis over all steps the position of this one; only where <see cref="LayerContext.IsOneStep"/>.</summary>
    public static Lookup ThisStep(this LayerContext context, Axis steps) => new(steps, (Read)context.StepNumber(steps.Extent).At());

    /// <summary>The one row of a table, which has one for each step, that is this step's; only where <see cref="LayerContext.IsOneStep"/>.</summary>
    public static Tensor RowOfStep(this LayerContext context, Tensor table)
    {
        var b = context.Builder;
        var row = b.Activation($"{context.Name}.row", new[] { 1, table.Dimensions[1] });
        Axis t = b.Axis("t", table.Dimensions[0]), i = b.Axis("i", table.Dimensions[1]);
        b.Add(row, [0, i], Combine.Sum, table.At(t, i), $"{context.Comment}: the step's row", lookup: context.ThisStep(t));
        return row;
    }

    /// <summary>
    /// Rows of all steps that a layer looks back on. In the network for one step: what the steps before have left,
    /// with the one row of this step put in its place.
    /// </summary>
    /// <param name="rows">[steps, ...].</param>
    /// <param name="allSteps">The steps of the whole sequence.</param>
    public static Tensor AllRows(this LayerContext context, Tensor rows, int allSteps)
    {
        if (!context.IsOneStep)
        {
            return rows;
        }

        var cache = context.Builder.Tensor($"{rows.Name}.steps", rows.Dimensions.Items.SetItem(0, allSteps), Scope.Example, rows.LaneAxis, TensorRole.Cache);
        var row = context.Builder.Axis("t", allSteps);
        var rest = context.Builder.Axes(rows.Dimensions.Items.RemoveAt(0)).Select(axis => (Affine)axis).ToArray();
        context.Builder.Add(
            cache,
            [row, .. rest],
            Combine.Assign,
            rows.At([0, .. rest]),
            $"{context.Comment}: {rows.Name} of this step beside those of the steps before",
            Writing.Part,
            lookup: context.ThisStep(row));
        return cache;
    }

    /// <summary>Lets the user read these attention weights after a forward pass, if the layer says so.</summary>
    public static void Expose(this LayerContext context, Tensor weights)
    {
        if (!context.Bool("Expose", false))
        {
            return;
        }

        if (context.Draft.AddExposed(context.Name, weights) is not { } copy)
        {
            return;
        }

        var index = context.Builder.Axes(weights.Dimensions).Select(axis => (Affine)axis).ToArray();
        context.Builder.Assign(copy, index, weights.At(index), $"{context.Comment}: the weights, for the caller");
        if (!context.Draft.HasPlacesForResults)
        {
            context.Report(
                Descriptors.NotSupported,
                "Expose",
                [
                    context.Declaration.Text,
                    $"a call has places for the weights of {Literal.Of(ExposedModel.Maximum)} layers"
                        + $"{(context.Draft.Outputs.Count > 0 ? ", outputs among them" : "")}; leave out Expose here or at another"
                ]);
        }
    }
}
