using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StaticNets.Generator.Tests;

/// <summary>One arrow between folders, and something that makes it.</summary>
internal sealed record Arrow(string From, string To, string Symbol, string File);

/// <summary>
/// The folders of a project's sources, and which of them know which, by what the compiler binds every name and expression to, whichever way it is written.
/// </summary>
internal sealed class Rooms
{
    private readonly string folder;

    /// <param name="folder">The project's.</param>
    /// <param name="left">Folders that are none of its sources.</param>
    /// <param name="usings">The project's global usings beside the usual ones.</param>
    /// <param name="references">What it needs beside the framework.</param>
    /// <param name="linked">Files from elsewhere, which are in no room.</param>
    /// <param name="symbols">What the project defines.</param>
    public Rooms(string folder, string[] left, string[] usings, MetadataReference[] references, string[] linked, string[] symbols)
    {
        this.folder = folder;
        var options = NetworkSource.ParseOptions.WithPreprocessorSymbols(symbols);
        var files = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar)[0] is var first && first is not ("obj" or "bin")
                && !left.Contains(first));
        string[] spaces = ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Threading", "System.Threading.Tasks", .. usings];
        Compilation = CSharpCompilation.Create(
            "Rooms",
            files.Concat(linked).Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), options, path))
                .Append(CSharpSyntaxTree.ParseText(string.Concat(spaces.Select(space => $"global using {space};\n")), options)),
            NetworkSource.References.Where(reference => reference.Display != typeof(NetworkAttribute).Assembly.Location).Concat(references),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
    }

    public CSharpCompilation Compilation { get; }

    public IEnumerable<Arrow> Arrows => Compilation.SyntaxTrees.AsParallel().SelectMany(ArrowsFrom).DistinctBy(arrow => (arrow.From, arrow.To));

    /// <summary>The folder of a file, with a dot before every further one; null for the project's own and for files from elsewhere.</summary>
    public string? RoomOf(string path)
    {
        var relative =
            path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? Path.GetDirectoryName(Path.GetRelativePath(folder, path))! : "";
        return relative.Length == 0 ? null : relative.Replace(Path.DirectorySeparatorChar, '.');
    }

    private IEnumerable<Arrow> ArrowsFrom(SyntaxTree tree)
    {
        if (RoomOf(tree.FilePath) is not { } from)
        {
            yield break;
        }

        var model = Compilation.GetSemanticModel(tree);
        foreach (var node in tree.GetRoot().DescendantNodes(node => node is not UsingDirectiveSyntax).Where(node => node is ExpressionSyntax or PatternSyntax))
        {
            // The type of an expression as well: a member of it may be used without any name of its room.
            var info = model.GetTypeInfo(node);
            foreach (var symbol in Parts(info.Type).Concat(Parts(info.ConvertedType)).Append(model.GetSymbolInfo(node).Symbol))
            {
                foreach (var to in RoomsOf(symbol).Where(to => to != from))
                {
                    yield return new(from, to, symbol!.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat), Path.GetFileName(tree.FilePath));
                }
            }
        }
    }

    /// <summary>A type and those that it is made of.</summary>
    private static IEnumerable<ISymbol> Parts(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => Parts(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.SelectMany(Parts).Prepend(named),
        _ => [],
    };

    /// <summary>The folder that declares a symbol: none for what the project does not declare, more than one where parts of a class lie apart.</summary>
    private IEnumerable<string> RoomsOf(ISymbol? symbol)
        => symbol is null or INamespaceSymbol
            ? []
            : symbol.OriginalDefinition.DeclaringSyntaxReferences.Select(reference => RoomOf(reference.SyntaxTree.FilePath)).OfType<string>().Distinct();
}
