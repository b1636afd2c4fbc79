using StaticNets.Generator.Context;
using StaticNets.Generator.Diagnostics;

namespace StaticNets.Generator.Layers.Shared;

/// <summary>Three numbers that seem to be those of PyTorch's convolutions, whose first is the number of the input's channels.</summary>
internal static class PyTorchOrder
{
    /// <summary>The arguments that were meant; null where those that are written seem to be as they should.</summary>
    public static string? Of(LayerContext context, int filters, int height, int width)
        => context.Has("kernelHeight") && !context.HasNames && filters == context.Input.Shape[0] && height != width && height > 1 && width > 1
            ? $"{Literal.Of(height)}, {Literal.Of(width)}"
            : null;

    /// <summary>Warns of them.</summary>
    public static void Report(LayerContext context, string meant, string kernels) => context.Report(
        Descriptors.PyTorchArguments,
        null,
        [
            context.Declaration.Text,
            $"but here it has {kernels} kernels, and as many filters as {context.Input.Origin} has channels",
            $"{context.Declaration.Kind}({meant})",
        ],
        ["arguments", meant]);
}
