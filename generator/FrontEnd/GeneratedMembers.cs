using StaticNets.Generator.Model;
using StaticNets.Generator.Names;

namespace StaticNets.Generator.FrontEnd;

/// <summary>Which members a network gets, whether or not the declaration is valid.</summary>
internal static class GeneratedMembers
{
    /// <summary>The members that this network gets and others do not.</summary>
    public static List<string> Of(Declaration declaration, CancellationToken cancellation)
    {
        var (stepping, layers) = NetworkBuilder.Steps(declaration, cancellation);
        List<string> names = [.. GeneratedNames.OfInputParameters(layers).Concat(GeneratedNames.OfExposed(layers).Select(weights => weights.Parameter)).Select(GeneratedNames.ConstantOf)];
        if (stepping.HasState)
        {
            names.Add("State");
        }

        if (stepping.HasStep)
        {
            names.AddRange(["Step", "RunStep"]);
        }

        if (stepping.Encodes)
        {
            names.AddRange(["Encode", "RunEncode"]);
        }

        return names;
    }
}
