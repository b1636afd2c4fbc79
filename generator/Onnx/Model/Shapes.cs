namespace StaticNets.Onnx.Model;

/// <summary>Extents of tensors: positions in row-major order, axes from the end, spreading.</summary>
internal static class Shapes
{
    public static int Product(this IEnumerable<int> extents)
    {
        var product = 1L;
        foreach (var extent in extents)
        {
            product = product > int.MaxValue ? product : product * extent;
        }

        return product > int.MaxValue ? throw new ImportException("a value of more than 2^31 elements is not supported") : (int)product;
    }

    public static string Text(IEnumerable<int> shape) => "[" + string.Join(", ", shape.Select(extent => extent < 0 ? "batch" : extent.ToString())) + "]";

    /// <summary>An axis from 0 on, where negative ones count from the end.</summary>
    public static int Axis(long axis, int rank, string what = "axis")
        => axis >= -rank && axis < Math.Max(rank, 1)
            ? (int)(axis < 0 ? axis + rank : axis)
            : throw new ImportException($"{what} is {axis}, but there are {rank} axes");

    public static int[] Axes(IEnumerable<long> axes, int rank) => [.. axes.Select(axis => Axis(axis, rank)).Distinct().OrderBy(axis => axis)];

    /// <summary>The distance in row-major order from one position along each axis to the next.</summary>
    public static int[] Strides(IReadOnlyList<int> shape)
    {
        var strides = new int[shape.Count];
        var stride = 1;
        for (var i = shape.Count - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride *= shape[i];
        }

        return strides;
    }

    /// <summary>The position of element i of one shape in another that is spread over it.</summary>
    public static int Spread(int i, int[] whole, int[] wholeStrides, int[] small, int[] smallStrides)
    {
        var position = 0;
        var offset = whole.Length - small.Length;
        for (var axis = 0; axis < small.Length; axis++)
        {
            if (small[axis] != 1)
            {
                position += i / wholeStrides[axis + offset] % whole[axis + offset] * smallStrides[axis];
            }
        }

        return position;
    }

    /// <summary>The shape over which both are spread, as NumPy does it.</summary>
    public static int[] Common(int[] first, int[] second)
    {
        var rank = Math.Max(first.Length, second.Length);
        var common = new int[rank];
        for (var i = 1; i <= rank; i++)
        {
            int a = i <= first.Length ? first[first.Length - i] : 1, b = i <= second.Length ? second[second.Length - i] : 1;
            common[rank - i] = a == b || b == 1 ? a
                : a == 1 ? b
                : throw new ImportException($"{Text(first)} and {Text(second)} cannot be spread over each other");
        }

        return common;
    }
}
