using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Parsing;

/// <summary>How to reopen the user's class, and what makes that impossible.</summary>
internal static class TypeReader
{
    public static TypeIdentity Identify(INamedTypeSymbol type, TypeDeclarationSyntax syntax)
    {
        var containing = syntax.Ancestors().OfType<TypeDeclarationSyntax>().Reverse()
            .Select(outer => $"partial {Keyword(outer)} {Identifier.Of(outer.Identifier.ValueText)}{TypeParameters(outer)}").ToArray();
        var spaces = new Stack<string>();
        for (var space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            spaces.Push(Identifier.Of(space.Name));
        }

        var declaration =
            $"{SyntaxFacts.GetText(type.DeclaredAccessibility)} {(type.IsSealed ? "sealed " : "")}partial {Keyword(syntax)} {Identifier.Of(type.Name)}";
        return new(string.Join(".", spaces), containing, type.Name, declaration) { HintName = HintName.Of(type) };
    }

    /// <summary>Everything that would keep any generated members from compiling, with the node to say it at.</summary>
    public static IEnumerable<(DiagnosticDescriptor Descriptor, SyntaxNode Node, string[] Arguments)> Problems(
        INamedTypeSymbol type, TypeDeclarationSyntax syntax)
    {
        if (Unsupported(type, syntax) is { } reason)
        {
            yield return (Descriptors.UnsupportedType, syntax, [type.Name, reason]);
        }

        if (!IsPartial(syntax))
        {
            yield return (Descriptors.NotPartial, syntax, [type.Name, syntax.Keyword.Text]);
        }

        foreach (var outer in syntax.Ancestors().OfType<TypeDeclarationSyntax>().Where(outer => !IsPartial(outer)))
        {
            yield return (Descriptors.OuterNotPartial, outer, [outer.Identifier.ValueText, type.Name, outer.Keyword.Text]);
        }
    }

    public static LanguageVersion LanguageOf(TypeDeclarationSyntax syntax) => ((CSharpParseOptions)syntax.SyntaxTree.Options).LanguageVersion;

    /// <summary>The oldest C# that emitted code is valid in: it uses static abstract members, collection expressions and <c>scoped</c>.</summary>
    public const LanguageVersion MinimumLanguage = LanguageVersion.CSharp12;

    private static string? Unsupported(INamedTypeSymbol type, TypeDeclarationSyntax syntax)
    {
        if (type.TypeKind != TypeKind.Class)
        {
            return $"a {type.TypeKind.ToString().ToLowerInvariant()}: use a class";
        }

        if (type.IsStatic || type.IsAbstract)
        {
            return $"{(type.IsStatic ? "static" : "abstract")}, but a network is an object with parameters: leave out "
                + $"'{(type.IsStatic ? "static" : "abstract")}'";
        }

        if (type.Arity > 0)
        {
            return "generic, but its shapes cannot depend on types: leave out the type parameters";
        }

        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (outer.IsFileLocal)
            {
                return $"{(ReferenceEquals(outer, type) ? "" : "inside a type that is ")}local to its file, where generated code cannot reach it: "
                    + "leave out 'file'";
            }
        }

        if (syntax.ParameterList is not null)
        {
            return "declared with constructor parameters, but its constructor is generated: leave them out";
        }

        if (HasRequiredMembers(type))
        {
            return "declared with required members, which its generated constructor cannot set: leave out 'required'";
        }

        return type.BaseType is { SpecialType: not SpecialType.System_Object, TypeKind: not TypeKind.Error } parent
            && !parent.InstanceConstructors.Any(constructor => IsReachable(constructor, type))
            ? $"derived from {parent.Name}, which has no constructor without parameters: add one"
            : null;
    }

    private static bool HasRequiredMembers(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? parent = type; parent is not null; parent = parent.BaseType)
        {
            if (parent.GetMembers().Any(member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsReachable(IMethodSymbol constructor, INamedTypeSymbol type)
        => constructor.Parameters.All(parameter => parameter.IsOptional || parameter.IsParams)
            && (constructor.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
                || (constructor.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedAndInternal
                    && SymbolEqualityComparer.Default.Equals(constructor.ContainingAssembly, type.ContainingAssembly)));

    private static bool IsPartial(TypeDeclarationSyntax syntax) => syntax.Modifiers.Any(SyntaxKind.PartialKeyword);

    private static string Keyword(TypeDeclarationSyntax syntax)
        => syntax is RecordDeclarationSyntax record && !record.ClassOrStructKeyword.IsKind(SyntaxKind.None)
            ? $"record {record.ClassOrStructKeyword.Text}"
            : syntax.Keyword.Text;

    /// <summary>Names and variance only: attributes must not be repeated, constraints need not be.</summary>
    private static string TypeParameters(TypeDeclarationSyntax syntax) => syntax.TypeParameterList is not { Parameters.Count: > 0 } list
        ? ""
        : $"<{string.Join(", ", list.Parameters.Select(parameter => Variance(parameter) + Identifier.Of(parameter.Identifier.ValueText)))}>";

    private static string Variance(TypeParameterSyntax parameter)
        => parameter.VarianceKeyword.IsKind(SyntaxKind.None) ? "" : parameter.VarianceKeyword.Text + " ";
}
