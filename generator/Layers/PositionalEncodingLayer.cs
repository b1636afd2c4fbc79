using StaticNets.Generator.Context;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Layers.Shared;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers;

/// <summary><c>[PositionalEncoding]</c>: x[t, 2 j] + sin(t / 10000^(2 j / d)), x[t, 2 j + 1] + cos(t / 10000^(2 j / d)) (Vaswani et al. 2017).</summary>
internal sealed class PositionalEncodingLayer : Layer
{
    public override string Kind => "PositionalEncoding";

    public override bool RemembersSteps(LayerDeclaration declaration) => true;

    public override Tensor? Build(LayerContext context)
    {
        if (!context.IsReady || !IsSequence(context) || context.Output(context.Input.Shape) is not { } output)
        {
            return null;
        }

        int steps = context.IsOneStep ? context.Input.AllSteps : output.Dimensions[0], features = output.Dimensions[1];
        if (!ConstantTable.Fits(context, null, (double)steps * features))
        {
            return null;
        }

        var table = context.Builder.Constants(
            $"{context.Name}.table",
            new[] { steps, features },
            Enumerable.Range(0, steps * features).Select(i => Encode(i / features, i % features, features)).ToArray());
        if (context.IsOneStep)
        {
            table = context.RowOfStep(table);
        }

        var index = context.Indices(output.Dimensions);
        context.Builder.Assign(output, index, context.Input.Tensor.At(index) + table.At(index), context.Comment);
        return output;
    }

    private static double Encode(int step, int feature, int features)
    {
        var angle = step / Math.Pow(10000, (feature - (feature % 2)) / (double)features);
        return feature % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle);
    }
}
