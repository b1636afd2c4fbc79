using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers.Shared;

/// <summary>One side of a sliding window: positions are 0 to <see cref="Outputs"/> - 1, taps 0 to <see cref="Size"/> - 1.</summary>
/// <param name="Arguments">What is written.</param>
/// <param name="Before">Padding at the beginning.</param>
/// <param name="After">Padding at the end.</param>
internal sealed record WindowSide(WindowArguments Arguments, int Input, long Before, long After)
{
    public string Side => Arguments.Side;

    public string SizeArgument => Arguments.SizeArgument;

    public int Size => Arguments.Size;

    public int Stride => Arguments.Stride;

    public int Dilation => Arguments.Dilation;

    public bool MayMissInput => Arguments.MayMissInput;

    /// <summary>How far the taps reach.</summary>
    public long Reach => Arguments.Reach;

    public long Padded => Input + Before + After;

    /// <summary>
    /// How many outputs there are for so many inputs: floor((n + p - d (k - 1) - 1) / s) + 1 for padding p at both ends together, as in PyTorch. With a rest it
    /// is ceil instead of floor, but the last window begins before the padding at the end; with Same it is ceil(n / s).
    /// </summary>
    public LengthRule Rule => new(
        (int)(Arguments.IsSame ? -1 : Arguments.TakesRest ? Math.Min(Before + After - Reach + Stride - 1, Before - 1) : Before + After - Reach), Stride);

    public bool Fits => Rule.Steps(Input) > 0;

    public int Outputs => Rule.Steps(Input);

    /// <summary>Columns or rows of the input, not of its padding, at the end that no window reaches.</summary>
    public long Dropped => Math.Max(0, Input - (((Outputs - 1L) * Stride) + Reach - Before));

    /// <summary>Whether every window has an element of the input in it.</summary>
    public bool AlwaysMeetsInput => Reach - Size < 1 ? Before < Reach && After < Reach : Enumerable.Range(0, Outputs).All(position => TapsInside(position) > 0);

    /// <summary>What the input consists of along this side.</summary>
    public string Unit => Side switch { "Height" => "row", "Width" => "column", _ => "step" };

    /// <summary>The largest size that fits.</summary>
    public long LargestSize => ((Padded + Rest - 1) / Dilation) + 1;

    /// <summary>The smallest padding on both ends that the window fits with.</summary>
    public long SmallestPadding => (Reach - Rest - Input + 1) / 2;

    /// <summary>What a last window may lack of its reach.</summary>
    private long Rest => Arguments.TakesRest ? Stride - 1 : 0;

    /// <summary>Where the first tap of a position lies in the input, negative in the padding.</summary>
    public long Start(int position) => ((long)position * Stride) - Before;

    /// <summary>The place in the input of a tap at a position.</summary>
    public Affine At(Affine position, Affine tap) => (position * Stride) + (tap * Dilation) - (int)Before;

    /// <summary>How many taps lie inside the input at a position; the others meet padding.</summary>
    public int TapsInside(int position) => TapsBetween(position, 0, Input);

    /// <summary>How many taps lie inside the input or its padding at a position; the others reach beyond it.</summary>
    public int TapsInsidePadding(int position) => TapsBetween(position, -Before, Input + After);

    private int TapsBetween(int position, long begin, long end)
    {
        var start = Start(position);
        var first = start < begin ? (begin - start + Dilation - 1) / Dilation : 0;
        var last = Math.Min(Size - 1, Integers.FloorDivide(end - 1 - start, Dilation));
        return (int)Math.Max(0, last - first + 1);
    }
}
