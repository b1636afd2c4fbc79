using System.Collections.Immutable;

namespace StaticNets;

internal static class Shapes
{
    /// <summary>The number of elements; a shape without axes is one scalar.</summary>
    public static int Size(ImmutableArray<int> shape) => Size(shape.AsSpan());

    /// <summary>The number of elements; a shape without axes is one scalar.</summary>
    public static int Size(ReadOnlySpan<int> shape)
    {
        var size = 1;
        foreach (var extent in shape)
            size = checked(size * extent);
        return size;
    }

    /// <summary>A shape as messages show it: <c>6x14x14</c>, or <c>scalar</c>.</summary>
    public static string Text(ImmutableArray<int> shape) => Text<int>(shape.AsSpan());

    /// <summary>A shape as messages show it: <c>6x14x14</c>, or <c>scalar</c>.</summary>
    public static string Text<T>(ReadOnlySpan<T> shape)
        where T : struct
    {
        if (shape.IsEmpty)
            return "scalar";
        var text = shape[0].ToString()!;
        for (var axis = 1; axis < shape.Length; axis++)
            text = text + "x" + shape[axis].ToString();
        return text;
    }
}
