using StaticNets.Onnx.Graph;

namespace StaticNets.Onnx.Rules;

/// <summary>The operators that become layers. A family of operators is a file, and a line here.</summary>
internal static class RuleTable
{
    private static readonly Dictionary<string, Action<NodeContext>> Rules = new[]
    {
        Elementwise.Rules,
        Joining.Rules,
        Masks.Rules,
        Powers.Rules,
        Casting.Rules,
        Shaping.Rules,
        Slicing.Rules,
        Gathering.Rules,
        Padding.Rules,
        Reductions.Rules,
        Softmaxes.Rules,
        Products.Rules,
        Convolutions.Rules,
        TransposedConvolutions.Rules,
        Pools.Rules,
        Normalizations.Rules,
        LayerNormalizations.Rules,
        Recurrences.Rules,
        Resizing.Rules,
        Branches.Rules,
    }.SelectMany(family => family).ToDictionary(entry => entry.Key, entry => entry.Value);

    public static Action<NodeContext>? Find(string name) => Rules.TryGetValue(name, out var rule) ? rule : null;
}
