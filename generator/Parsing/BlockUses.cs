using Microsoft.CodeAnalysis;

namespace StaticNets.Generator.Parsing;

/// <summary>Whether networks or blocks of the compilation use a class. Looks at all of them: for messages alone.</summary>
internal static class BlockUses
{
    public static bool Of(INamedTypeSymbol block, Compilation compilation, CancellationToken cancellation)
        => IsUsed(block, compilation.Assembly.GlobalNamespace, cancellation);

    private static bool IsUsed(INamedTypeSymbol block, INamespaceOrTypeSymbol container, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return (container is INamedTypeSymbol type
            && type.GetAttributes().Any(attribute => SymbolEqualityComparer.Default.Equals(LayerAttributes.UsedBlock(attribute), block)))
            || container.GetMembers().OfType<INamespaceOrTypeSymbol>().Any(member => IsUsed(block, member, cancellation));
    }
}
