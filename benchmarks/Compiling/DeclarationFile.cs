using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StaticNets.Benchmarks.Compiling;

/// <summary>A C# file that declares networks, and edits of it.</summary>
internal sealed class DeclarationFile
{
    private readonly CompilationUnitSyntax _root;

    private DeclarationFile(string path, CompilationUnitSyntax root)
    {
        Path = path;
        _root = root;
    }

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp14);

    public string Path { get; }

    public SyntaxTree Tree => CSharpSyntaxTree.Create(_root, ParseOptions, Path);

    /// <returns>Null where it declares no network.</returns>
    public static DeclarationFile? Read(string path)
    {
        var root = CSharpSyntaxTree.ParseText(File.ReadAllText(path), ParseOptions).GetCompilationUnitRoot();
        return root.DescendantNodes().OfType<AttributeSyntax>().Any(IsNetwork) ? new(System.IO.Path.GetFullPath(path), root) : null;
    }

    /// <summary>
    /// The file after an edit that no network in it outlives as it was, and that leaves all of them as valid as they were: another budget of parameters, larger
    /// than any network.
    /// </summary>
    /// <param name="number">Different edits have different numbers.</param>
    public SyntaxTree Edit(int number)
    {
        var budget = SyntaxFactory.AttributeArgument(SyntaxFactory.ParseExpression((int.MaxValue - number).ToString(CultureInfo.InvariantCulture)))
            .WithNameEquals(SyntaxFactory.NameEquals("MaxParameters"));
        var edited = _root.ReplaceNodes(_root.DescendantNodes().OfType<AttributeSyntax>().Where(IsNetwork), (_, mark) =>
        {
            var others = mark.ArgumentList?.Arguments.Where(argument => argument.NameEquals?.Name.Identifier.Text != "MaxParameters") ?? [];
            return mark.WithArgumentList(SyntaxFactory.AttributeArgumentList(SyntaxFactory.SeparatedList([.. others, budget])));
        });
        return CSharpSyntaxTree.ParseText(edited.ToFullString(), ParseOptions, Path);
    }

    private static bool IsNetwork(AttributeSyntax attribute)
    {
        var name = attribute.Name is QualifiedNameSyntax qualified ? qualified.Right : attribute.Name;
        return name is SimpleNameSyntax { Identifier.Text: "Network" or "NetworkAttribute" };
    }
}
