using Microsoft.CodeAnalysis;
using StaticNets.Generator.FrontEnd;
using StaticNets.Generator.Layers;
using StaticNets.Generator.Members;
using StaticNets.Generator.Model;
using StaticNets.Generator.Parsing;

namespace StaticNets.Generator;

/// <summary>Reads a marked class, for the generator and the analyzer alike.</summary>
internal static class NetworkReader
{
    /// <param name="places">Keeps positions, which diagnostics need; null in the generator, which must not depend on them.</param>
    /// <returns>Null where the type is not declared in source.</returns>
    public static Declaration? Read(INamedTypeSymbol type, SourcePlaces? places, CancellationToken cancellation)
        => DeclarationParser.Parse(type, LayerRegistry.IsOfNetwork, places, cancellation) is { } declaration
            ? MemberClashes.Check(declaration, type, MemberNames.Of(NetworkBuilder.Surface(declaration, cancellation)), places, cancellation)
            : null;
}
