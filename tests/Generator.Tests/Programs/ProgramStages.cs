using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StaticNets.Generator.FrontEnd;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;
using StaticNets.Generator.Parsing;
using StaticNets.Generator.Passes;

namespace StaticNets.Generator.Tests.Programs;

/// <summary>A program on its way: before the first pass of a purpose, which has no name then, or after one.</summary>
internal sealed record ProgramStage(string Purpose, string? Pass, TensorProgram Program)
{
    public override string ToString() => $"{Purpose}, {(Pass is null ? "before the passes" : $"after {Pass}")}";
}

/// <summary>The programs of networks at all their stages.</summary>
internal static class ProgramStages
{
    private static readonly int[] OneWidth = [128];

    /// <summary>Those from the network's program, or with <paramref name="isStep"/> those from the network for one step.</summary>
    public static List<ProgramStage> Of(NetworkModel model, bool isStep = false)
    {
        var stages = new List<ProgramStage>();
        var run = new PassRun(default, (purpose, pass, program) => stages.Add(new(purpose, pass, program)));
        var lists = new PassLists(model);
        foreach (var list in (isStep ? new[] { lists.Encode, lists.Step } : [lists.Infer, lists.Evaluate, lists.Train]).OfType<PassList>())
        {
            run.Of(list, model.Forward);
        }

        return stages;
    }

    /// <summary>The networks of the numerical tests.</summary>
    public static List<(string Name, NetworkModel Model)> OfNumericalTests(CancellationToken cancellation)
    {
        var folder = Path.Combine(Repository.Root, "tests", "Numerics.Tests", "Networks");
        var files = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories).Order();
        var compilation = NetworkSource.Compile(["global using StaticNets;", .. files.Select(File.ReadAllText)]);
        return [.. compilation.SyntaxTrees
            .SelectMany(tree => tree.GetRoot(cancellation).DescendantNodes().OfType<ClassDeclarationSyntax>()
                .Select(type => compilation.GetSemanticModel(tree).GetDeclaredSymbol(type, cancellation)!))
            .Where(type => type.GetAttributes().Any(DeclarationParser.IsNetwork))
            .Select(type => (type.Name, NetworkBuilder.Build(NetworkReader.Read(type, new SourcePlaces(), cancellation)!, OneWidth, cancellation).Network))
            .Where(entry => entry.Network is not null)
            .Select(entry => (entry.Name, entry.Network!))];
    }
}
