using Microsoft.CodeAnalysis;
using StaticNets.Generator.FrontEnd;
using StaticNets.Generator.Layers;
using StaticNets.Generator.Model;
using StaticNets.Generator.Parsing;

namespace StaticNets.Generator;

/// <summary>Reads a marked class, for the generator and the analyzer alike.</summary>
internal static class NetworkReader
{
    /// <param name="withSpans">Whether to keep positions, which diagnostics need and the generator must not depend on.</param>
    /// <returns>Null where the type is not declared in source.</returns>
    public static Declaration? Read(INamedTypeSymbol type, bool withSpans, CancellationToken cancellation)
        => DeclarationParser.Parse(type, LayerRegistry.BeginsOrEnds, withSpans, cancellation) is { } declaration
            ? MemberClashes.Check(declaration, type, GeneratedMembers.Of(declaration, cancellation), withSpans, cancellation)
            : null;
}
