using System.Globalization;

namespace StaticNets.Generator.Model;

/// <summary>
/// How many layers declarations stand for, and how many they may: known before blocks are written out, as a number is half typed more often than not.
/// </summary>
internal static class LayerCount
{
    /// <summary>
    /// Each layer of blocks, each time, and each layer of a recurrent network count as one. The largest GPT-3 (Brown et al. 2020) has 96 blocks of 12 or so;
    /// three of it fit. Every layer becomes code of its own, and passes compare all with all.
    /// </summary>
    public const int Maximum = 4096;

    /// <summary>The layers that declarations stand for.</summary>
    public static long Of(IEnumerable<LayerDeclaration> layers) => layers.Sum(Of);

    /// <summary>How many layers, for a message.</summary>
    public static string Text(long count) => count == 1 ? "1 layer" : $"{count.ToString(CultureInfo.InvariantCulture)} layers";

    /// <summary>The layers that a declaration stands for, in long, where not even the greatest of ints times the greatest of blocks wraps round.</summary>
    public static long Of(LayerDeclaration layer) => TimesOf(layer) is { Value: int times } ? times * Once(layer) : Once(layer);

    public static long Once(LayerDeclaration layer) => layer.Block.Count == 0 ? 1 : Of(layer.Block);

    /// <summary>The argument that makes several layers of one, or null.</summary>
    public static Argument? TimesOf(LayerDeclaration layer)
        => layer.IsBroken ? null : layer.Arguments.FirstOrDefault(argument => argument is { Name: "Repeat" or "Layers", Value: int and > 1 });
}
