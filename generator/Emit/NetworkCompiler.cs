using StaticNets.Generator.Lower;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Emit;

/// <summary>From a checked network to C#.</summary>
internal static class NetworkCompiler
{
    public static IEnumerable<(string HintName, string Source)> Compile(NetworkModel model, CancellationToken cancellation)
    {
        var network = LoweredNetwork.Of(model, cancellation);
        var codes = new string[network.Codes.Length];
        Parallel.For(0, codes.Length, new ParallelOptions { CancellationToken = cancellation }, i => codes[i] = CodeWriter.Write(network.Codes[i], model.Type));
        yield return (SourceFile.NameOf(model.Type), ApiWriter.Write(network.Layout, network.Targets));
        for (var i = 0; i < codes.Length; i++)
        {
            yield return ($"{model.Type.HintName}.{EmittedNames.SuffixOf(network.Codes[i].Target)}.g.cs", codes[i]);
        }
    }
}
