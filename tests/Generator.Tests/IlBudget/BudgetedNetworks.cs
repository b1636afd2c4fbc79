using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StaticNets.Generator.Tests.IlBudget;

/// <summary>A network whose code is measured.</summary>
/// <param name="Folder">The name of the folder in which it is declared.</param>
/// <param name="Source">The network with what it mentions, alone.</param>
internal sealed record BudgetedNetwork(string Folder, string Name, string Source);

/// <summary>
/// The networks whose code is measured: those of samples and of benchmarks, and a deep one. Those of the numerical tests are measured as they are built, and
/// so are those of samples/Vision, which are large.
/// </summary>
internal static class BudgetedNetworks
{
    private const string Twelve = """
        using StaticNets;
        [Block]
        [MultiHeadAttention(4), Add("input"), LayerNorm(Name = "attended")]
        [Dense(128), Gelu, Dense(32), Add("attended"), LayerNorm]
        public sealed class DeepBlock;
        [Network]
        [Tokens(16, 50), Embedding(32), PositionalEncoding]
        [Use(typeof(DeepBlock), Repeat = 12)]
        [Dense(50), SoftmaxCrossEntropy]
        public sealed partial class TransformerOfTwelveBlocks;
        """;

    /// <summary>All by their names; networks with the same layers come once.</summary>
    public static IReadOnlyDictionary<string, BudgetedNetwork> All { get; } = Find().DistinctBy(
        network => network.Source.Replace(network.Name, "", StringComparison.Ordinal))
        .Append(new("", "TransformerOfTwelveBlocks", Twelve))
        .GroupBy(network => network.Name)
        .SelectMany(group => group.Select((network, i) => (Key: i == 0 ? network.Name : $"{network.Folder} {network.Name}", Network: network)))
        .ToDictionary(entry => entry.Key, entry => entry.Network);

    private static IEnumerable<BudgetedNetwork> Find()
    {
        string[] folders =
        [
            .. Directory.GetDirectories(Path.Combine(Repository.Root, "samples")).Where(folder => !folder.EndsWith("Vision", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
            Path.Combine(Repository.Root, "benchmarks"),
        ];
        return folders.SelectMany(In);
    }

    private static IEnumerable<BudgetedNetwork> In(string folder)
    {
        var types = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
            .SelectMany(path =>
                CSharpSyntaxTree.ParseText(File.ReadAllText(path), NetworkSource.ParseOptions).GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>())
            .ToList();
        foreach (var network in types.Where(type => Has(type, "Network")))
        {
            var mentioned = types.Where(type => Mentions(network, type)).Select(
                type => Has(type, "Block") ? type : type.WithMembers([.. type.Members.Where(IsConstant)]).WithBaseList(null).WithParameterList(null))
                .Select(type => type.WithoutTrivia().NormalizeWhitespace().ToFullString());
            yield return new(
                Path.GetFileName(folder),
                network.Identifier.Text,
                $"using StaticNets;\n{Layers(network)}\npublic sealed partial class {network.Identifier.Text};\n{string.Join("\n", mentioned)}\n");
        }
    }

    private static string Layers(ClassDeclarationSyntax type) => string.Concat(type.AttributeLists.Select(list => $"{list.WithoutTrivia().ToFullString()}\n"));

    private static bool Has(ClassDeclarationSyntax type, string mark)
        => type.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString() == mark);

    /// <summary>Whether a member is a size that networks may be declared with.</summary>
    private static bool IsConstant(MemberDeclarationSyntax member) => member is FieldDeclarationSyntax field && field.Modifiers.Any(SyntaxKind.ConstKeyword);

    private static bool Mentions(ClassDeclarationSyntax network, ClassDeclarationSyntax type)
        => network.AttributeLists.SelectMany(list => list.DescendantNodes()).OfType<IdentifierNameSyntax>()
            .Any(name => name.Identifier.Text == type.Identifier.Text);
}
