using Microsoft.CodeAnalysis.CSharp;

namespace StaticNets.Generator.Layers;

/// <summary>What may be the name of an input or layer.</summary>
internal static class Naming
{
    // Parameters of the generated methods, and locals in them, that an input's name would clash with.
    private static readonly string[] Reserved = ["output", "count", "gradients", "labels", "outputGradient", "batch", "state", "seed", "path", "names"];

    /// <summary>What is wrong with the name, or null.</summary>
    public static string? Problem(string name, bool isInput)
    {
        if (!isInput)
        {
            // Layer names only become part of file names of parameters; PyTorch's have dots and digits.
            return name.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '.' or '-') ? null : "use letters, digits, '_', '-' and '.'";
        }

        if (!SyntaxFacts.IsValidIdentifier(name) || SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None)
        {
            return "an input's name becomes a parameter of the generated methods, so it must be a C# identifier";
        }

        return Reserved.Contains(name) ? "the generated methods have a parameter of this name" : null;
    }
}
