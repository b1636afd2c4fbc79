using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Schedule;

/// <summary>How a tensor's elements lie in memory, in floats from its first.</summary>
/// <param name="Strides">The distance of neighbours along each dimension.</param>
/// <param name="ExampleStride">The distance of neighbouring examples: 1 where examples are lanes, 0 where there is but one or the tensor is shared.</param>
/// <param name="Length">Floats in all, padding included.</param>
/// <param name="PaddedLaneExtent">The extent of the lane axis with the zeros that follow it; vectors may read and write up to here.</param>
internal sealed record Placement(Tensor Tensor, EquatableArray<int> Strides, int ExampleStride, int Length, int PaddedLaneExtent)
{
    /// <summary>How the lane axis is cut into panels; its stride is then that of neighbours in a panel. Null where it is not.</summary>
    public PanelLayout? Panels { get; init; }

    /// <summary>The lane axis is padded to multiples of this, so that its last vector can be a narrow one.</summary>
    private const int LanePadding = 4;

    /// <summary>
    /// Rows a multiple of this many floats apart fall into few sets of a first-level cache (64 sets of a line of 16 floats), so that a tile of neighbouring
    /// rows would throw itself out. One line between rows spreads them.
    /// </summary>
    private const int CacheAlias = 256, CacheLine = Agreement.CacheLineFloats;

    /// <summary>Row-major elements, each with its <paramref name="examples"/> values side by side.</summary>
    /// <param name="spreads">Whether rows may have a line between them; not where the elements are copied in one go.</param>
    public static Placement ExamplesInLanes(Tensor tensor, int examples, bool spreads)
    {
        var strides = new int[tensor.Rank];
        var length = examples;
        for (var i = tensor.Rank - 1; i >= 0; i--)
        {
            strides[i] = length;
            length = checked(length * tensor.Dimensions[i]);
            length += spreads && i > 0 && length % (CacheAlias * 4) == 0 ? CacheLine : 0;
        }

        return new(tensor, strides, 1, length, LaneExtent(tensor));
    }

    /// <summary>The lane axis innermost, padded; the others in row-major order. Parameters always lie like this.</summary>
    public static Placement FeaturesInLanes(Tensor tensor)
    {
        if (tensor.LaneAxis < 0)
        {
            return new(tensor, EquatableArray<int>.Empty, 0, 1, 1);
        }

        var extent = LaneExtent(tensor);
        var padded = extent == 1 ? 1 : (extent + LanePadding - 1) / LanePadding * LanePadding;
        var strides = new int[tensor.Rank];
        strides[tensor.LaneAxis] = 1;
        var length = RowLength(tensor, padded);
        for (var i = tensor.Rank - 1; i >= 0; i--)
        {
            if (i != tensor.LaneAxis)
            {
                strides[i] = length;
                length = checked(length * tensor.Dimensions[i]);
            }
        }

        return new(tensor, strides, 0, length, padded);
    }

    /// <summary>Panel after panel, each with the features of the panel innermost and the other dimensions in row-major order.</summary>
    public static Placement InPanels(Tensor tensor, PanelLayout panels)
    {
        var strides = new int[tensor.Rank];
        strides[tensor.LaneAxis] = 1;
        var length = panels.Width;
        for (var i = tensor.Rank - 1; i >= 0; i--)
        {
            if (i != tensor.LaneAxis)
            {
                strides[i] = length;
                length *= tensor.Dimensions[i];
            }
        }

        var extent = LaneExtent(tensor);
        return new(tensor, strides, 0, checked(extent / panels.Group * panels.PanelsOfGroup * panels.Stride), extent) { Panels = panels };
    }

    /// <summary>Floats that a parameter takes, padding included; in long, so that no shape overflows.</summary>
    public static long PaddedSize(Tensor tensor)
    {
        var extent = LaneExtent(tensor);
        return extent <= 1 ? tensor.Size : tensor.Size / extent * RowLength(tensor, (extent + LanePadding - 1) / LanePadding * LanePadding);
    }

    /// <summary>From one row along the lane axis to the next: parameters are read by many rows at once.</summary>
    private static int RowLength(Tensor tensor, int padded)
        => tensor.Scope == Scope.Shared && tensor.Rank > 1 ? Spread(padded) : padded;

    /// <summary>A distance between what is read side by side, such that it does not fall into few sets of a cache.</summary>
    public static int Spread(int length) => length % CacheAlias == 0 ? length + CacheLine : length;

    /// <summary>As the user's span has it: row-major, without padding.</summary>
    public static Placement Plain(Tensor tensor) => new(tensor, RowMajor(tensor.Dimensions, 1), 0, (int)tensor.Size, LaneExtent(tensor));

    /// <summary>Whether the examples' elements follow one another without a gap.</summary>
    public bool IsContiguous => Strides.Count == 0 || Length == Tensor.Size * Strides[Strides.Count - 1];

    /// <summary>Whether zeros that no index reaches lie between the elements.</summary>
    public bool HasPadding => PaddedLaneExtent != LaneExtent(Tensor);

    /// <summary>The distance of the element at <paramref name="index"/> from the first one.</summary>
    public Affine Address(EquatableArray<Affine> index, Axis? example)
    {
        Affine address = 0;
        for (var i = 0; i < index.Count; i++)
        {
            address += Panels is not null && i == Tensor.LaneAxis ? AddressIn(Panels, index[i]) : index[i] * Strides[i];
        }

        return example is null ? address : address + (example * ExampleStride);
    }

    /// <summary>How far an index along the lane axis is from index 0; none of its axes may straddle the end of a panel (<see cref="PanelSplit"/>).</summary>
    private Affine AddressIn(PanelLayout panels, Affine index)
    {
        var stride = Strides[Tensor.LaneAxis];
        var address = (Affine)panels.PlaceOf(index.Constant, stride);
        foreach (var (axis, coefficient) in index.Terms)
        {
            address += axis * panels.PlaceOf(coefficient, stride);
        }

        return address;
    }

    private static int LaneExtent(Tensor tensor) => tensor.LaneAxis < 0 ? 1 : tensor.Dimensions[tensor.LaneAxis];

    private static int[] RowMajor(EquatableArray<int> dimensions, int unit)
    {
        var strides = new int[dimensions.Count];
        for (var i = dimensions.Count - 1; i >= 0; i--)
        {
            strides[i] = unit;
            unit = checked(unit * dimensions[i]);
        }

        return strides;
    }
}
