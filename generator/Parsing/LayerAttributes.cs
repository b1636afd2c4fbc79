using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Parsing;

/// <summary>The layer attributes of a class, be it a network or a block.</summary>
internal static class LayerAttributes
{
    private const string Namespace = "StaticNets";
    private const string LayerAttribute = $"{Namespace}.LayerAttribute";
    private const string UseAttribute = "UseAttribute";

    /// <summary>Whether the attribute is a layer, ours or anybody's.</summary>
    public static bool IsLayer(AttributeData attribute)
    {
        for (var parent = attribute.AttributeClass?.BaseType; parent is not null; parent = parent.BaseType)
        {
            if (parent.ToDisplayString() == LayerAttribute)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>In the order written. <c>GetAttributes</c> keeps no order across partial declarations, so positions decide.</summary>
    /// <param name="withUnknown">
    /// Whether to take attributes that the C# compiler does not know: one may be a layer misspelt, after which messages about shapes would only mislead. The
    /// generator takes no notice of them: it may be an attribute that another generator is about to make.
    /// </param>
    public static List<(AttributeData Data, AttributeSyntax Syntax, int Part)> Of(INamedTypeSymbol type, bool withUnknown, CancellationToken cancellation)
    {
        var parts = Parts(type, cancellation);
        return [.. type.GetAttributes()
            .Where(attribute => IsLayer(attribute) || (withUnknown && attribute.AttributeClass is null or { TypeKind: TypeKind.Error }))
            .Select(attribute => (Data: attribute, Syntax: attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax))
            .Where(attribute => attribute.Syntax is not null)
            .Select(attribute => (attribute.Data, Syntax: attribute.Syntax!, Part: PartOf(parts, attribute.Syntax!)))
            .OrderBy(attribute => attribute.Part).ThenBy(attribute => attribute.Syntax.SpanStart)];
    }

    public static List<TypeDeclarationSyntax> Parts(INamedTypeSymbol type, CancellationToken cancellation)
        => [.. type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation)).OfType<TypeDeclarationSyntax>()];

    public static int PartOf(List<TypeDeclarationSyntax> parts, SyntaxNode node)
        => parts.FindIndex(part => part.SyntaxTree == node.SyntaxTree && part.FullSpan.Contains(node.Span));

    /// <summary>The kind that an attribute of ours declares.</summary>
    public static string KindOf(AttributeData attribute) => AttributeReader.KindOf(attribute.AttributeClass?.Name ?? "");

    /// <summary>What an attribute that uses a block names; null where that is no type, or the attribute another.</summary>
    public static ITypeSymbol? UsedBlock(AttributeData attribute) => IsUse(attribute) ? attribute.ConstructorArguments[0].Value as ITypeSymbol : null;

    private static bool IsUse(AttributeData attribute)
        => attribute is { AttributeClass: { Name: UseAttribute } type, ConstructorArguments: [{ Kind: TypedConstantKind.Type }] }
            && type.ContainingNamespace.ToDisplayString() == Namespace;

    /// <param name="problems">Gets what C# says less about than can be said.</param>
    /// <param name="readBlock">Reads the block that a layer which uses one names.</param>
    public static LayerDeclaration Read(
        AttributeReader reader,
        AttributeData data,
        AttributeSyntax syntax,
        List<Problem> problems,
        Func<LayerDeclaration, ITypeSymbol?, EquatableArray<LayerDeclaration>> readBlock)
    {
        var layer = reader.ReadLayer(data, syntax);
        if (layer.IsBroken)
        {
            if (data is { AttributeConstructor: null, AttributeClass: { TypeKind: TypeKind.Class } ours }
                && ours.ContainingNamespace.ToDisplayString() == Namespace
                    && PyTorchArguments.Of(layer, syntax) is { } problem)
            {
                problems.Add(problem);
            }

            return layer;
        }

        if (data.AttributeClass!.ContainingNamespace.ToDisplayString() != Namespace)
        {
            // Somebody's own attribute may have the name of one of ours.
            return layer with { Kind = data.AttributeClass.ToDisplayString() };
        }

        if (IsUse(data))
        {
            var block = readBlock(layer, UsedBlock(data));
            return layer with { Block = block, IsBroken = block.Count == 0 };
        }

        return layer;
    }
}
