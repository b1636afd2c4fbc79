using System.Globalization;

namespace StaticNets.Onnx.Model;

/// <summary>
/// A tensor whose elements are known: a weight, a shape, the value of an input that never changes. Floats are 32 bits wide, whatever the model has; integers
/// and booleans are 64 bits. Elements that stand for the size of the batch, which networks leave open, are marked.
/// </summary>
public sealed class ConstantTensor
{
    /// <summary>The most elements of a tensor that is made of smaller ones: a small file must not become a huge tensor.</summary>
    internal const long MostMade = 1L << 24;

    private readonly float[]? floats;
    private readonly long[]? integers;
    private readonly bool[]? batch;

    internal ConstantTensor(int[] shape, float[] floats)
    {
        (Shape, this.floats, Kind) = (shape, floats, ElementKind.Float);
    }

    internal ConstantTensor(int[] shape, long[] integers, ElementKind kind = ElementKind.Integer, bool[]? batch = null)
    {
        (Shape, this.integers, Kind, this.batch) = (shape, integers, kind, batch);
    }

    /// <summary>The shape; empty for a single number.</summary>
    public IReadOnlyList<int> Dimensions => Shape;

    /// <summary>What the elements are.</summary>
    public ElementKind Kind { get; }

    internal int[] Shape { get; }

    internal int Count => floats?.Length ?? integers!.Length;

    internal bool MentionsBatch => batch is not null && Array.IndexOf(batch, true) >= 0;

    /// <summary>Reads an element as a number.</summary>
    internal double this[int i] => floats is not null ? floats[i] : integers![i];

    /// <summary>Makes a tensor of floats.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="values">Its elements in row-major order.</param>
    public static ConstantTensor OfFloats(IReadOnlyList<int> shape, float[] values) => new([.. shape], values);

    /// <summary>Makes a tensor of integers.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="values">Its elements in row-major order.</param>
    public static ConstantTensor OfIntegers(IReadOnlyList<int> shape, long[] values) => new([.. shape], values);

    /// <summary>Reads a number, or several between brackets: <c>16000</c>, <c>[0.5, 1]</c>.</summary>
    /// <param name="text">The numbers; whole ones are integers.</param>
    /// <exception cref="FormatException">It is something else.</exception>
    public static ConstantTensor Parse(string text)
    {
        var trimmed = text.Trim();
        var isList = trimmed.Length >= 2 && trimmed[0] == '[' && trimmed[trimmed.Length - 1] == ']';
        var inside = isList ? trimmed.Substring(1, trimmed.Length - 2) : trimmed;
        var parts = inside.Trim().Length == 0 ? [] : inside.Split(',');
        int[] shape = isList ? [parts.Length] : [];
        var whole = new long[parts.Length];
        if (parts.Select((part, i) => long.TryParse(part.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out whole[i])).All(isWhole
            => isWhole)
            && (isList || parts.Length == 1))
        {
            return new(shape, whole);
        }

        var values = new float[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!float.TryParse(parts[i].Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]) || (!isList && parts.Length != 1))
            {
                throw new FormatException($"'{text}' is no value: write a number, or several as [1, 2, 3].");
            }
        }

        return new(shape, values);
    }

    internal static ConstantTensor OfShape(IEnumerable<int> extents, int batchAxis)
    {
        long[] values = [.. extents.Select(extent => (long)extent)];
        return new([values.Length], values, ElementKind.Integer, batchAxis < 0 ? null : [.. values.Select((_, i) => i == batchAxis)]);
    }

    /// <summary>Whether an element stands for the size of the batch.</summary>
    internal bool IsBatch(int i) => batch is not null && batch[i];

    /// <summary>An element that must be a whole number known when the network is made.</summary>
    internal long Integer(int i) => IsBatch(i) ? throw new ImportException("the size of the batch is no number here: networks take batches of any size")
        : floats is not null ? (long)floats[i] : integers![i];

    internal float[] ToFloats() => floats ?? [.. integers!.Select(value => (float)value)];

    internal long[] ToIntegers() => [.. Enumerable.Range(0, Count).Select(Integer)];

    /// <summary>The same elements under another shape.</summary>
    internal ConstantTensor WithShape(int[] shape) => floats is not null ? new(shape, floats) : new(shape, integers!, Kind, batch);

    /// <summary>A tensor of some of the elements.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="source">For each element of the result the one of this tensor.</param>
    internal ConstantTensor Select(int[] shape, Func<int, int> source) => Select(shape, i => (this, source(i)), Kind, Count);

    /// <summary>A tensor of elements of others.</summary>
    internal static ConstantTensor Select(int[] shape, Func<int, (ConstantTensor From, int Index)> source, ElementKind kind, long given)
    {
        var count = CheckedCount(shape, given);
        if (kind == ElementKind.Float)
        {
            var values = new float[count];
            for (var i = 0; i < count; i++)
            {
                var (from, index) = source(i);
                values[i] = (float)from[index];
            }

            return new(shape, values);
        }

        var (wholes, marks, isMarked) = (new long[count], new bool[count], false);
        for (var i = 0; i < count; i++)
        {
            var (from, index) = source(i);
            (wholes[i], marks[i]) = (from.integers is not null ? from.integers[index] : (long)from[index], from.IsBatch(index));
            isMarked |= marks[i];
        }

        return new(shape, wholes, kind, isMarked ? marks : null);
    }

    /// <summary>The number of elements of a shape, checked against what an import makes.</summary>
    /// <param name="given">The elements of what it is made of, which may be many.</param>
    internal static int CheckedCount(IEnumerable<int> shape, long given = 0)
    {
        var (count, limit) = (1L, Math.Max(MostMade, given));
        foreach (var extent in shape)
        {
            count *= extent;
            if (count > limit)
            {
                throw new ImportException($"a constant of more than {limit} elements would be made");
            }
        }

        return (int)count;
    }
}
