using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNets.Generator.Model;
using StaticNets.Generator.Tests;

namespace StaticNets.Tests.Dump;

/// <summary>The networks that are declared in this repository.</summary>
internal static class Declarations
{
    private static readonly string[] Folders = ["samples", "benchmarks/Networks", "tests/Numerics.Tests/Networks"];

    /// <param name="files">Where to look; with none, in the repository.</param>
    public static NetworkModel? Find(string name, string[] files)
    {
        var folders = Folders.Select(folder => Path.Combine(Repository.Root, folder));
        var candidates = files.Length > 0 ? files : folders.SelectMany(folder => Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories).Order());
        foreach (var path in candidates.Where(path => Declares(File.ReadAllText(path), name)))
        {
            // Blocks may be declared in a file beside it.
            var sources = files.Length > 0 ? files : Directory.GetFiles(Path.GetDirectoryName(path)!, "*.cs");
            var compilation = NetworkSource.Compile(["global using StaticNets;", .. sources.Order().Select(File.ReadAllText)]);
            var type = compilation.SyntaxTrees
                .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>().Where(type => type.Identifier.Text == name)
                    .Select(type => compilation.GetSemanticModel(tree).GetDeclaredSymbol(type)!))
                .FirstOrDefault();
            if (type is not null)
            {
                return NetworkSource.Parse(compilation, type.ToDisplayString());
            }
        }

        return null;
    }

    private static bool Declares(string source, string name)
        => source.Contains("[Network", StringComparison.Ordinal) && Regex.IsMatch(source, $@"\bclass {Regex.Escape(name)}\b");
}
