using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Names;

/// <summary>What may be the name of an input or layer.</summary>
internal static class Naming
{
    // Parameters of the generated methods, locals in them, and what they mention by its bare name: that of an input or output would clash with these
    // or hide them.
    private static readonly string[] Reserved =
        [
            "output",
            "Output",
            "count",
            "gradients",
            "labels",
            "outputGradient",
            "classWeights",
            "batch",
            "state",
            "seed",
            "path",
            "names",
            "Seed",
            "Parameters",
            "Run",
            "RunStep",
            "RunEncode",
            "Layout",
            "OutputSize",
            .. Enumerable.Range(1, Agreement.MaximumLosses - 1).Select(more => $"more{more.ToString(CultureInfo.InvariantCulture)}_"),
        ];

    /// <summary>What is wrong with the name, or null.</summary>
    /// <param name="isPublic">Whether it becomes the name of a parameter.</param>
    public static string? Problem(string name, bool isPublic)
    {
        if (!isPublic)
        {
            // Layer names only become part of parameters' names in files; PyTorch's have dots and digits.
            return name.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '.' or '-') ? null : "use letters, digits, '_', '-' and '.'";
        }

        // C# leaves formatting characters out of identifiers, so that names which differ in them alone are one.
        if (!SyntaxFacts.IsValidIdentifier(name) || SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None
            || name.Any(letter => char.GetUnicodeCategory(letter) == UnicodeCategory.Format))
        {
            return "the name of an input or output becomes a parameter of the generated methods, so it must be a C# identifier";
        }

        return Reserved.Contains(name) ? "the generated methods use this name themselves" : null;
    }

    /// <summary>The name that generated methods give an input's parameter, whether or not the declaration is valid.</summary>
    public static string InputName(LayerDeclaration input)
        => Given(input) is { } name && Problem(name, isPublic: true) is null ? name : DefaultOf(input.Kind);

    /// <summary>The name that the layer's declaration gives, or null.</summary>
    public static string? Given(LayerDeclaration layer)
        => layer.Arguments.FirstOrDefault(argument => argument.Name == "Name")?.Value is string { Length: > 0 } name ? name : null;

    /// <summary>What an input of a kind is called unless its declaration says.</summary>
    public static string DefaultOf(string kind) => kind.ToLowerInvariant();
}
