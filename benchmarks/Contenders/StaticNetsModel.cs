namespace StaticNets.Benchmarks.Contenders;

/// <summary>Prepares networks for a case.</summary>
internal static class StaticNetsModel
{
    /// <summary>StaticNets' name in the list of contenders.</summary>
    public const string Library = "StaticNets";

    /// <summary>A network with the tensors of <paramref name="weights"/> as parameters, in the order in which PyTorch lists them.</summary>
    public static TNetwork Create<TNetwork>(IReadOnlyList<float[]> weights)
        where TNetwork : class, INetwork<TNetwork>
    {
        var network = TNetwork.Create(0);
        foreach (var (name, values) in network.Parameters.Names.Zip(weights, (name, values) => (name, values)))
            network.Parameters.Set(name, values);
        return network;
    }

    /// <summary>The initial parameters of a network, for its peers to start from.</summary>
    public static IReadOnlyList<float[]> InitialWeights<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
    {
        var parameters = TNetwork.Create(0).Parameters;
        return [.. parameters.Names.Select(name => parameters[name])];
    }

    /// <summary>The initial parameters of a network by name. Names, shapes and order of elements are PyTorch's.</summary>
    public static IReadOnlyDictionary<string, float[]> NamedWeights<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
    {
        var parameters = TNetwork.Create(0).Parameters;
        return parameters.Names.ToDictionary(name => name, name => parameters[name]);
    }
}
