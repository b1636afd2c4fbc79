using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace StaticNets.CompilerServices;

/// <summary>Makes the parameters that a network is begun with, for emitted code: their memory is the only one that is as large as they are.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ParameterSource
{
    private ParameterSource(ParameterSet parameters) => Parameters = parameters;

    /// <summary>The parameters, of one network alone.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>Reads a safetensors file, as <see cref="ParameterSet.Load(string, IReadOnlyDictionary{string, string}?, bool, LoadAllowances)"/>
    /// does.</summary>
    /// <param name="layout">The network's parameters.</param>
    /// <param name="path">The file's path.</param>
    /// <param name="names">The file's names of parameters that have other names there, by the network's names; null: all are the same.</param>
    /// <param name="strict">Whether a tensor that the network does not know is an error.</param>
    /// <param name="allow">What is loaded all the same although it is nearly always a mistake.</param>
    public static ParameterSource File(
        ParameterLayout layout, string path, IReadOnlyDictionary<string, string>? names, bool strict, LoadAllowances allow)
    {
        using var file = SafetensorsFile.Open(path);
        return new(ParameterFile.Read(layout, file, new ParameterFileOptions(names, strict, allow)).Set);
    }

    /// <summary>Makes a network of the weights in an assembly, unless there is one.</summary>
    /// <typeparam name="TNetwork">The network.</typeparam>
    /// <param name="network">The network, null before the first use.</param>
    /// <param name="gate">What threads that all want the first use wait for.</param>
    /// <param name="layout">The network's parameters.</param>
    /// <param name="resource">The name of the resource that holds the file, in the assembly of the network.</param>
    /// <param name="make">Makes the network.</param>
    /// <exception cref="InvalidDataException">A weight is not finite, or the file is not that which the network was compiled with.</exception>
    public static TNetwork Embedded<TNetwork>(
        [NotNull] ref TNetwork? network, ref object? gate, ParameterLayout layout, string resource, Func<ParameterSource, TNetwork> make)
        where TNetwork : class
        => LazyInitializer.EnsureInitialized(ref network, ref gate, () => make(new(Read(typeof(TNetwork).Assembly, layout, resource))));

    private static ParameterSet Read(Assembly assembly, ParameterLayout layout, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidDataException($"The assembly of {layout.NetworkName} was built without its weights: it has no resource {resource}.");
        using var file = SafetensorsFile.Open(stream, resource);
        return ParameterFile.Read(layout, file, new ParameterFileOptions()).Set;
    }
}
