using Microsoft.CodeAnalysis;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Parsing;

/// <summary>The user's own members that generated ones would collide with.</summary>
internal static class MemberClashes
{
    /// <summary>The declaration with what is wrong with the class's other members.</summary>
    /// <param name="generated">The names of the members that the network gets, and what its code calls by names of its own.</param>
    public static Declaration Check(
        Declaration declaration, INamedTypeSymbol type, IReadOnlyCollection<string> generated, SourcePlaces? places, CancellationToken cancellation)
    {
        var parts = LayerAttributes.Parts(type, cancellation);
        var problems = Of(type, generated).Select(clash =>
        {
            var node = clash.Member.DeclaringSyntaxReferences.FirstOrDefault(
                reference => parts.Any(part => part.SyntaxTree == reference.SyntaxTree && part.FullSpan.Contains(reference.Span)))?.GetSyntax(cancellation);
            return new Problem(
                Descriptors.MemberClash,
                places?.OfName(node ?? DeclarationParser.MarkedPart(type, parts, withUnknown: true, cancellation)),
                new[] { type.Name, clash.Name });
        }).ToArray();
        return problems.Length == 0 ? declaration : declaration with { CanReopen = false, Problems = declaration.Problems.Items.AddRange(problems) };
    }

    private static IEnumerable<(ISymbol Member, string Name)> Of(INamedTypeSymbol type, IReadOnlyCollection<string> generated)
    {
        var generatedTrees = type.GetAttributes().Where(IsMark).Select(mark => mark.ApplicationSyntaxReference?.SyntaxTree).ToList();

        // Not by the compiler and not by the generator, whose members the analyzer sees beside the user's.
        bool IsWritten(ISymbol member)
            => !member.IsImplicitlyDeclared && !member.GetAttributes().Any(IsMark)
                && member.Locations.Any(location => !generatedTrees.Contains(location.SourceTree));

        bool Clashes(string name) => generated.Contains(name);

        if (Clashes(type.Name))
        {
            // A member cannot have its class's name.
            yield return (type, type.Name);
        }

        foreach (var member in type.GetMembers().Where(member => IsWritten(member) && member.CanBeReferencedByName && Clashes(member.Name)))
        {
            yield return (member, member.Name);
        }

        foreach (var constructor in type.InstanceConstructors.Where(IsWritten))
        {
            if (constructor.Parameters is [{ Type: var parameter }]
                && (parameter.SpecialType == SpecialType.System_UInt64 || SymbolEqualityComparer.Default.Equals(parameter, type)))
            {
                yield return (constructor, $"{type.Name}({parameter.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)})");
            }
        }

        for (var parent = type.BaseType; parent is not null; parent = parent.BaseType)
        {
            foreach (var member in parent.GetMembers()
                .Where(member => member.DeclaredAccessibility != Accessibility.Private && member.CanBeReferencedByName && Clashes(member.Name)))
            {
                yield return (type, member.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat));
            }
        }
    }

    /// <summary>
    /// Whether the attribute says that this generator made the code. A type has it in one of its declarations, that of the file with most of the members.
    /// </summary>
    private static bool IsMark(AttributeData attribute)
        => attribute is
        {
            AttributeClass.Name: nameof(System.CodeDom.Compiler.GeneratedCodeAttribute),
            ConstructorArguments: [{ Value: EmittedNames.Tool }, ..]
        };
}
