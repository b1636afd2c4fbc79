using StaticNets.Generator.Lower;
using StaticNets.Generator.Members;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Emit;

/// <summary>From a checked network to the C# that its members call.</summary>
internal static class NetworkCompiler
{
    public static IEnumerable<(string HintName, string Source)> Compile(NetworkModel model, CancellationToken cancellation)
    {
        var network = LoweredNetwork.Of(model, cancellation);
        var codes = new string[network.Codes.Length];
        Parallel.For(0, codes.Length, new ParallelOptions { CancellationToken = cancellation }, i => codes[i] = CodeWriter.Write(network.Codes[i], model.Type));
        yield return ImplementationWriter.Write(network.Layout, network.Targets);
        for (var i = 0; i < codes.Length; i++)
        {
            yield return (SourceFile.NameOf(model.Type, EmittedNames.SuffixOf(network.Codes[i].Target)), codes[i]);
        }
    }
}
