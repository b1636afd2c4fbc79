using StaticNets.Onnx.Graph;

namespace StaticNets.Onnx.Constants;

/// <summary>Computes nodes whose inputs are known: what exporters write to compute shapes, masks and scales, and weights that are kept in a narrow
/// form.</summary>
internal static class Folding
{
    private static readonly Dictionary<string, Func<NodeContext, ConstantTensor>> Table = Arithmetic.Operators
        .Concat(Moving.Operators).Concat(Making.Operators).Concat(Reducing.Operators).ToDictionary(entry => entry.Key, entry => entry.Value);

    /// <summary>Computes a node if it can be; the shape of a value is known, whatever its elements are.</summary>
    public static bool TryFold(NodeContext context)
    {
        if (context.Operator is "Shape" or "Size")
        {
            context.Give(Making.ShapeOf(context));
            return true;
        }

        if (context.Inputs().Any(value => value.Constant is null))
        {
            return false;
        }

        if (context.Operator == "Split")
        {
            Moving.Split(context);
            return true;
        }

        if (!Table.TryGetValue(context.Operator, out var fold))
        {
            return false;
        }

        var folded = fold(context);
        context.Scope.Model.Make(folded);
        context.Give(folded);
        return true;
    }

    /// <summary>Refuses what can only be computed when all that it reads is known; does nothing for other operators.</summary>
    public static void RequireConstants(NodeContext context)
    {
        if (Table.ContainsKey(context.Operator))
        {
            for (var i = 0; i < context.InputCount; i++)
            {
                _ = context.HasInput(i) ? context.Constant(i, $"input {i}") : null;
            }
        }
    }

    public static ConstantTensor Cast(ConstantTensor tensor, ElementKind kind) => kind == tensor.Kind ? tensor
        : kind == ElementKind.Float ? new(tensor.Shape, tensor.ToFloats())
        : kind == ElementKind.Boolean ? new(tensor.Shape, [.. Enumerable.Range(0, tensor.Count).Select(i => tensor[i] != 0 ? 1L : 0)], kind)
        : tensor.Kind == ElementKind.Float ? new(tensor.Shape, [.. Enumerable.Range(0, tensor.Count).Select(i => Whole(tensor[i]))])
        : new(tensor.Shape, tensor.ToIntegers());

    private static long Whole(double value) => double.IsNaN(value) ? throw new ImportException("NaN cannot be cast to an integer")
        : value >= long.MaxValue ? long.MaxValue : value <= long.MinValue ? long.MinValue : (long)value;
}
