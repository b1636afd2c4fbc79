using StaticNets.Generator.Layers;
using StaticNets.Generator.Model;
using StaticNets.Generator.Names;

namespace StaticNets.Generator.FrontEnd;

/// <summary>Which members a network gets, whether or not the declaration is valid.</summary>
internal static class GeneratedMembers
{
    /// <summary>Whether a network would have a state that goes from one call to the next: one of its layers carries it, or its steps look back.</summary>
    public static bool HasState(Stepping? stepping, IEnumerable<LayerDeclaration> layers) => stepping is { Remembers: true } || layers.Any(LayerRegistry.CarriesState);

    /// <summary>The members that this network gets and others do not.</summary>
    public static List<string> Of(Declaration declaration, CancellationToken cancellation)
    {
        var (stepping, layers) = NetworkBuilder.Steps(declaration, cancellation);
        List<string> names = [.. GeneratedNames.OfInputParameters(layers).Concat(GeneratedNames.OfExposed(layers)).Select(GeneratedNames.ConstantOf)];
        if (HasState(stepping, layers))
        {
            names.AddRange(["State", "Step", "RunStep"]);
        }

        if (stepping is { Encodes: true })
        {
            names.AddRange(["Encode", "RunEncode"]);
        }

        return names;
    }
}
