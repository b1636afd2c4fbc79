using StaticNets.Generator.Context;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Layers.Shared;

/// <summary>Inputs that were meant as images but declared otherwise: without channels, flat, with a batch, or with the channels last.</summary>
internal static class ImageShape
{
    /// <summary>The kind of layer whose value may be an image.</summary>
    public const string InputKind = "Input";

    /// <summary>More channels than these do not come from a picture: grey, colours, and colours with opacity.</summary>
    private const int MostColours = 4;

    /// <summary>From this side on, equal sides are hardly those of a kernel's output.</summary>
    private const int SmallestPicture = 16;

    /// <summary>The shape, as the arguments of an input, of a value of one, two or four dimensions that comes from one; null where it is none.</summary>
    public static string? OfInput(Value value)
    {
        if (value.Source is not { Kind: InputKind } || value.Lengths is not null)
        {
            return null;
        }

        return value.Rank switch
        {
            1 => OfLength(value.Shape[0]),
            2 => Text(1, value.Shape[0], value.Shape[1]),
            4 => Text(value.Shape[1], value.Shape[2], value.Shape[3]),
            _ => null,
        };
    }

    /// <summary>The shape with the channels first, where they are last in an input: few, and fewer than the sides are long.</summary>
    public static string? WithChannelsFirst(Value value)
        => value is { Source.Kind: InputKind, IsImage: true }
            && value.Shape[2] <= MostColours && value.Shape[0] > MostColours && value.Shape[1] > MostColours
            ? Text(value.Shape[2], value.Shape[0], value.Shape[1])
            : null;

    /// <summary>Whether it is surely a picture: of equal sides, grey or in colours.</summary>
    public static bool IsPicture(Value value) => value.Shape[0] == value.Shape[1] && value.Shape[0] >= SmallestPicture && value.Shape[2] is 1 or 3 or 4;

    /// <summary>The declaration with another shape.</summary>
    public static string Declared(LayerDeclaration input, string shape) => $"{input.Kind}({shape})";

    private static string? OfLength(int length)
    {
        foreach (var channels in new[] { 1, 3 })
        {
            var side = (int)Math.Sqrt(length / channels);
            if (side > 1 && side * side * channels == length)
            {
                return Text(channels, side, side);
            }
        }

        return null;
    }

    private static string Text(int channels, int height, int width) => $"{Literal.Of(channels)}, {Literal.Of(height)}, {Literal.Of(width)}";
}
