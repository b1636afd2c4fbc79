using StaticNets.Generator.Text;

namespace StaticNets.Generator.Tests.RandomNetworks;

/// <summary>Layers that give values another shape, and values of their own.</summary>
internal sealed partial class FittingLayers
{
    private const int MostDimensions = 5;

    private (string Text, int[] Shape) Reshaped()
    {
        switch (choices.Below(5))
        {
            case 0:
                var dimensions = Factors(shape.Aggregate(1, (product, extent) => product * extent));
                var inferred = choices.Once(2) ? choices.Below(dimensions.Length) : -1;
                return ($"Reshape({List(dimensions.Select((extent, i) => i == inferred ? -1 : extent))})", dimensions);
            case 1:
                var axes = Shuffled(Enumerable.Range(0, shape.Length));
                return ($"Permute({List(axes.Select(Axis))})", [.. axes.Select(axis => shape[axis])]);
            case 2:
                return Sliced();
            default:
                return Reduced();
        }
    }

    private (string Text, int[] Shape) Sliced()
    {
        var axis = choices.Below(shape.Length);
        var (start, step) = (choices.Below(shape[axis]), choices.Between(1, 3));
        var count = choices.Between(1, ((shape[axis] - 1 - start) / step) + 1);
        var from = choices.Once(2) ? start - shape[axis] : start;
        return ($"Slice({List([Axis(axis), from, count])}{(step == 1 ? "" : $", Step = {Literal.Of(step)}")})", With(axis, count));
    }

    private (string Text, int[] Shape) Reduced()
    {
        var kind = choices.Of("Mean", "Sum", "Max", "Min");
        var axes = Shuffled(Enumerable.Range(0, shape.Length)).Take(choices.Between(1, shape.Length)).ToArray();
        int[] left = [.. shape.Where((_, axis) => !axes.Contains(axis))];
        return ($"Reduce(Kind = Reduction.{kind}, Axes = [{List(axes.Select(Axis))}])", left.Length == 0 ? [1] : left);
    }

    /// <summary>A product with a parameter, or of the value with itself.</summary>
    private (string Text, int[] Shape) Product(string name)
    {
        var inner = shape[^1];
        if (shape.Length > 1 && lengths is null && choices.Once(3))
        {
            return ($"{Current(name)}, MatMul(\"{name}Left\", Transpose = true)", [.. shape[..^1], shape[^2]]);
        }

        var columns = choices.Of(choices.Between(1, 7), 17);
        var isTransposed = choices.Once(2);
        var parameter = isTransposed ? $"Parameter({Literal.Of(columns)}, {Literal.Of(inner)}" : $"Parameter({Literal.Of(inner)}, {Literal.Of(columns)}";
        return (
            $"{Current(name)}, {parameter}, Name = \"{name}Right\", Uniform = 0.5), MatMul(\"{name}Right\", From = \"{name}Left\""
                + $"{(isTransposed ? ", Transpose = true" : "")})",
            [.. shape[..^1], columns]);
    }

    /// <summary>A value of its own beside the current one.</summary>
    private (string Text, int[] Shape) WithOwnValue(string name)
    {
        var extent = shape[shape.Length == 3 ? 0 : ^1];
        var own = choices.Below(3) switch
        {
            0 => $"Parameter({List(choices.Once(2) ? [extent] : shape)}, Normal = 0.5, Name = \"{name}Own\")",
            1 => $"Constant(0.25, Shape = [{List(shape)}], Name = \"{name}Own\")",
            _ => $"Constant({List(Enumerable.Range(0, extent).Select(i => (i % 5) - 2))}, Name = \"{name}Own\")",
        };
        return choices.Once(2)
            ? ($"{Current(name)}, {own}, {choices.Of(Joins)}(\"{name}Left\")", shape)
            : ($"{Current(name)}, {own}, {choices.Of(Joins)}(\"{name}Own\", From = \"{name}Left\")", shape);
    }

    /// <summary>Gives the current value a name of which nothing else is known.</summary>
    private static string Current(string name) => $"Tanh(Name = \"{name}Left\")";

    /// <summary>A shape of so many elements.</summary>
    private int[] Factors(int elements)
    {
        var factors = new List<int>();
        for (var i = choices.Between(1, MostDimensions); i > 1; i--)
        {
            var factor = choices.Of([.. Enumerable.Range(1, elements).Where(factor => elements % factor == 0)]);
            factors.Add(factor);
            elements /= factor;
        }

        return Shuffled(factors.Append(elements));
    }

    private int[] Shuffled(IEnumerable<int> numbers)
    {
        var left = numbers.ToList();
        var taken = new List<int>();
        while (left.Count > 0)
        {
            var place = choices.Below(left.Count);
            taken.Add(left[place]);
            left.RemoveAt(place);
        }

        return [.. taken];
    }

    /// <summary>An axis, sometimes counted from the end.</summary>
    private int Axis(int axis) => choices.Once(2) ? axis - shape.Length : axis;

    private int[] With(int axis, int extent) => [.. shape.Select((own, i) => i == axis ? extent : own)];

    private static string List(IEnumerable<int> numbers) => string.Join(", ", numbers.Select(number => Literal.Of(number)));
}
