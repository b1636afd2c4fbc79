using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Parsing;

/// <summary>Reads an attribute's arguments: their values from what the C# compiler made of it, their places from its syntax.</summary>
/// <param name="span">Makes a value-equal place; gives null where places are not wanted.</param>
internal sealed class AttributeReader(Func<SyntaxNode?, SourceSpan?> span)
{
    private const string Suffix = "Attribute";

    public LayerDeclaration ReadLayer(AttributeData attribute, AttributeSyntax syntax)
    {
        var kind = KindOf(attribute.AttributeClass?.Name ?? "");
        var isBroken = attribute.AttributeClass is null or { TypeKind: TypeKind.Error }
            || attribute.AttributeConstructor is null
            || attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(entry => entry.Value)).Any(IsBroken);
        return new(kind, Text(kind, attribute, syntax), ReadArguments(attribute, syntax), span(syntax), isBroken);
    }

    /// <summary>An attribute's name without "Attribute".</summary>
    public static string KindOf(string attribute)
        => attribute.EndsWith(Suffix, StringComparison.Ordinal) ? attribute.Substring(0, attribute.Length - Suffix.Length) : attribute;

    public EquatableArray<Argument> ReadArguments(AttributeData attribute, AttributeSyntax syntax)
    {
        var arguments = ImmutableArray.CreateBuilder<Argument>();
        var parameters = attribute.AttributeConstructor?.Parameters ?? [];
        for (var i = 0; i < parameters.Length && i < attribute.ConstructorArguments.Length; i++)
        {
            var constant = attribute.ConstructorArguments[i];
            if (constant.Kind != TypedConstantKind.Array)
            {
                var written = Positional(syntax, parameters[i].Name, i);
                arguments.Add(new(NameOf(parameters[i]), Value(constant), span(written?.Expression), written?.NameColon is not null));
                continue;
            }

            for (var j = 0; !constant.IsNull && j < constant.Values.Length; j++)
            {
                arguments.Add(new(parameters[i].Name, Value(constant.Values[j]), span(Element(syntax, parameters[i].Name, i, j, constant.Values.Length))));
            }
        }

        foreach (var entry in attribute.NamedArguments)
        {
            var whole = Written(syntax).FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == entry.Key)?.Expression;
            if (entry.Value.Kind != TypedConstantKind.Array)
            {
                arguments.Add(new(entry.Key, Value(entry.Value), span(whole)));
                continue;
            }

            for (var j = 0; !entry.Value.IsNull && j < entry.Value.Values.Length; j++)
            {
                arguments.Add(new(entry.Key, Value(entry.Value.Values[j]), span(Element(whole, j, entry.Value.Values.Length))));
            }
        }

        return arguments.ToImmutable();
    }

    /// <summary>The name of an argument: a layer's name is that whether a constructor takes it or a property.</summary>
    private static string NameOf(IParameterSymbol parameter) => parameter.Name == "name" ? "Name" : parameter.Name;

    private static SeparatedSyntaxList<AttributeArgumentSyntax> Written(AttributeSyntax syntax) => syntax.ArgumentList?.Arguments ?? default;

    /// <summary>The argument for a constructor's parameter, or null where its default counts.</summary>
    private static AttributeArgumentSyntax? Positional(AttributeSyntax syntax, string parameter, int position)
    {
        var positional = Written(syntax).Where(argument => argument.NameEquals is null).ToList();
        return positional.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == parameter)
            ?? (position < positional.Count && positional[position].NameColon is null ? positional[position] : null);
    }

    /// <summary>An element of a <c>params</c> array, which is written as arguments or as an array.</summary>
    private static SyntaxNode? Element(AttributeSyntax syntax, string parameter, int position, int element, int count)
    {
        var positional = Written(syntax).Where(argument => argument.NameEquals is null).ToList();
        if (positional.Count - position == count && positional.All(argument => argument.NameColon is null))
        {
            return positional[position + element].Expression;
        }

        return Element(Positional(syntax, parameter, position)?.Expression, element, count);
    }

    /// <summary>An element of an array that is written as one expression.</summary>
    private static SyntaxNode? Element(ExpressionSyntax? whole, int element, int count)
    {
        var elements = whole switch
        {
            ArrayCreationExpressionSyntax array => array.Initializer?.Expressions.ToList<SyntaxNode>(),
            ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions.ToList<SyntaxNode>(),
            CollectionExpressionSyntax collection => collection.Elements.ToList<SyntaxNode>(),
            _ => null,
        };
        return elements?.Count == count ? elements[element] : whole;
    }

    /// <summary>A type becomes its name, so that nothing of the compilation is kept.</summary>
    private static object? Value(TypedConstant constant) => constant.Kind switch
    {
        TypedConstantKind.Array => null,
        TypedConstantKind.Type => constant.IsNull ? null : ((ITypeSymbol)constant.Value!).ToDisplayString(),
        _ => constant.Value,
    };

    private static bool IsBroken(TypedConstant constant)
        => constant.Kind == TypedConstantKind.Error || (constant.Kind == TypedConstantKind.Array && !constant.IsNull && constant.Values.Any(IsBroken));

    /// <summary>
    /// The attribute with the values of its arguments. Values and not the source text: the text may have comments and line ends, which would break the comments
    /// of emitted code, and a shape is understood from numbers better than from names of constants.
    /// </summary>
    private static string Text(string kind, AttributeData attribute, AttributeSyntax syntax)
    {
        var parts = new List<string>();
        var parameters = attribute.AttributeConstructor?.Parameters ?? [];
        for (var i = 0; i < parameters.Length && i < attribute.ConstructorArguments.Length; i++)
        {
            if (Positional(syntax, parameters[i].Name, i) is not null)
            {
                parts.Add(Text(attribute.ConstructorArguments[i]));
            }
        }

        parts.AddRange(attribute.NamedArguments.Select(
            entry => $"{entry.Key} = {(entry.Value is { Kind: TypedConstantKind.Array, IsNull: false } ? $"[{Text(entry.Value)}]" : Text(entry.Value))}"));
        return parts.Count == 0 ? kind : $"{kind}({string.Join(", ", parts)})";
    }

    private static string Text(TypedConstant constant) => constant.Kind switch
    {
        TypedConstantKind.Error => "?",
        TypedConstantKind.Array => constant.IsNull ? "null" : string.Join(", ", constant.Values.Select(Text)),
        TypedConstantKind.Type =>
            constant.IsNull ? "null" : $"typeof({((ITypeSymbol)constant.Value!).ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)})",
        TypedConstantKind.Enum => constant.ToCSharpString().Replace("StaticNets.", ""),
        _ => constant.Value switch
        {
            null => "null",
            bool value => value ? "true" : "false",
            string value => SymbolDisplay.FormatLiteral(value, quote: true),
            double value => value.ToString("R", CultureInfo.InvariantCulture),
            float value => value.ToString("R", CultureInfo.InvariantCulture),
            IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
            var value => value.ToString(),
        },
    };
}
