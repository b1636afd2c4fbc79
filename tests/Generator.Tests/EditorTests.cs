using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticNets.Generator.FrontEnd;
using StaticNets.Generator.Parsing;
using StaticNets.Generator.Schedule;
using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>Networks in an editor that leaves out implementation outputs: it has the members and the messages, and pays for shapes only.</summary>
public sealed class EditorTests
{
    /// <summary>What an edit may allocate, in a network of any size.</summary>
    private const long MostBytes = 10_000_000;

    private const string LeNet = """
        [Input(1, 28, 28), Conv2d(6, 5, Padding = 2), Sigmoid, AvgPool(2), Conv2d(16, 5), Sigmoid, AvgPool(2), Flatten]
        [Dense(120), Sigmoid, Dense(84), Sigmoid, Dense(10), SoftmaxCrossEntropy]
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private const string Blocks = """

        [Block, Conv2d(16, 3, Padding = 1), Relu, Conv2d(16, 3, Padding = 1), Add("input"), Relu] public sealed class Residual16;
        [Block, Conv2d(32, 3, Stride = 2, Padding = 1), Relu, Conv2d(32, 3, Padding = 1, Name = "inner"), Conv2d(32, 1, Stride = 2, From = "input")]
        [Add("inner"), Relu] public sealed class Halving32;
        [Block, Conv2d(32, 3, Padding = 1), Relu, Conv2d(32, 3, Padding = 1), Add("input"), Relu] public sealed class Residual32;
        [Block, Conv2d(64, 3, Stride = 2, Padding = 1), Relu, Conv2d(64, 3, Padding = 1, Name = "inner"), Conv2d(64, 1, Stride = 2, From = "input")]
        [Add("inner"), Relu] public sealed class Halving64;
        [Block, Conv2d(64, 3, Padding = 1), Relu, Conv2d(64, 3, Padding = 1), Add("input"), Relu] public sealed class Residual64;
        [Block, MultiHeadAttention(12), Add("input"), LayerNorm(Name = "seen"), Dense(1536), Gelu, Dense(384), Add("seen"), LayerNorm]
        public sealed class Encoder;
        [Block, MultiHeadAttention(12, Causal = true), Add("input"), LayerNorm(Name = "seen"), Dense(1536), Gelu, Dense(384), Add("seen"), LayerNorm]
        public sealed class Decoder;
        """;

    /// <summary>Small and large, with and without steps.</summary>
    public static TheoryData<string> Sizes => new(
    [
        LeNet,
        """
        [Input(3, 32, 32), Conv2d(16, 3, Padding = 1), Relu]
        [Use(typeof(Residual16), Repeat = 3)]
        [Use(typeof(Halving32)), Use(typeof(Residual32), Repeat = 2)]
        [Use(typeof(Halving64)), Use(typeof(Residual64), Repeat = 2)]
        [GlobalAvgPool, Dense(10), SoftmaxCrossEntropy]
        """,
        "[Input(128, 384)] [Use(typeof(Encoder), Repeat = 6)] [Dense(2), MeanSquaredError]",
        "[Tokens(128, 1000), Embedding(384), PositionalEncoding] [Use(typeof(Decoder), Repeat = 6)] [Dense(1000), SoftmaxCrossEntropy]",
        "[Input(64, 256), Lstm(1024, Layers = 2), Dense(256), MeanSquaredError]",
        """
        [Tokens(6, 11, Name = "source", Lengths = true), Embedding(6), Gru(3, Name = "encoder")]
        [Tokens(5, 12), Embedding(6), Gru(3, InitialState = "encoder", Attend = "encoder"), Dense(12), SoftmaxCrossEntropy]
        """,
    ]);

    private const string Nested = """
        using StaticNets;
        namespace Inner { public partial class Outer<T> { [Network, Input(4), Dense(2)] private sealed partial class Nested; } }
        """;

    [Theory]
    [MemberData(nameof(SurfaceTests.Networks), MemberType = typeof(SurfaceTests))]
    public void MembersCompileWithoutTheCode(string layers)
    {
        var compilation = NetworkSource.Compile($"{SurfaceTests.Usings}\n[Network, {layers}] public sealed partial class Net;\n{SurfaceTests.Blocks}", Nested);
        var alone = Run(compilation, IncrementalGeneratorOutputKind.Implementation, out var output);
        Assert.Equal(2, alone.GeneratedSources.Length);
        Assert.DoesNotContain(output.GetDiagnostics(Cancellation), problem => problem.Severity >= DiagnosticSeverity.Warning && problem.Id != "CS1591");

        // What users see is all there, and the code changes nothing of it.
        var whole = Run(compilation, IncrementalGeneratorOutputKind.None, out var built);
        var again = whole.GeneratedSources.Where(source => alone.GeneratedSources.Any(other => other.HintName == source.HintName));
        Assert.Equal(alone.GeneratedSources.Select(Text), again.Select(Text));
        Assert.Equal(SurfaceTests.Members(output), SurfaceTests.Members(built));

        static (string, string) Text(GeneratedSourceResult source) => (source.HintName, source.SourceText.ToString());
    }

    [Theory]
    [InlineData("benchmarks")]
    [InlineData("tests/Numerics.Tests")]
    public void NetworksOfThisRepositoryCompileWithoutTheirCode(string project)
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, project, "Networks"), "*.cs", SearchOption.AllDirectories);
        const string Usings = "global using System;\nglobal using System.Linq;\nglobal using StaticNets;";
        var compilation = NetworkSource.Compile([Usings, .. files.Select(File.ReadAllText)]);
        var members = Run(compilation, IncrementalGeneratorOutputKind.Implementation, out var output).GeneratedSources;
        Assert.NotEmpty(members);
        var names = members.Select(source => source.HintName).ToHashSet();
        Assert.All(output.SyntaxTrees.Where(tree => names.Contains(Path.GetFileName(tree.FilePath))), tree => Assert.DoesNotContain(
            output.GetSemanticModel(tree).GetDiagnostics(cancellationToken: Cancellation), problem => problem.Severity == DiagnosticSeverity.Error));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void EditPaysForShapesOnly(string layers)
    {
        // The first of a process makes what all use.
        Edited(Source("[Input(4), Dense(2)]"));
        var edit = Edited(Source(layers));
        Assert.InRange(edit, 1, MostBytes);

        var model = NetworkSource.Parse(Source(layers), "Net");
        var before = GC.GetAllocatedBytesForCurrentThread();
        NetworkPlan.Of(model, Cancellation);
        Assert.InRange(edit, 1, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void EditElsewhereComputesNothing()
    {
        var compilation = NetworkSource.Compile(Source(LeNet));
        var driver = Driver(IncrementalGeneratorOutputKind.Implementation).RunGenerators(compilation, Cancellation);
        var elsewhere = CSharpSyntaxTree.ParseText("internal static class Elsewhere { }", NetworkSource.ParseOptions, cancellationToken: Cancellation);
        PipelineAsserts.ComputedNothing(driver.RunGenerators(compilation.AddSyntaxTrees(elsewhere), Cancellation).GetRunResult().Results.Single());
    }

    [Fact]
    public void EditOfANetworkMakesItsMembersAnew()
    {
        var compilation = NetworkSource.Compile(Source("[Input(4), Dense(2)]"));
        var driver = Driver(IncrementalGeneratorOutputKind.Implementation).RunGenerators(compilation, Cancellation);
        var edited = Replaced(compilation, Source("[Input(4), Dense(3)]"));
        var members = Assert.Single(driver.RunGenerators(edited, Cancellation).GetRunResult().Results.Single().GeneratedSources);
        Assert.Contains("public const int OutputSize = 3;", members.SourceText.ToString());
    }

    /// <summary>The widths are the code's business.</summary>
    [Fact]
    public void OtherVectorWidthsLeaveTheMembers()
    {
        var compilation = NetworkSource.Compile(Source("[Input(4), Dense(2)]"));
        var driver = Driver(IncrementalGeneratorOutputKind.None, "128").RunGenerators(compilation, Cancellation)
            .WithUpdatedAnalyzerConfigOptions(new BuildProperties(new Dictionary<string, string> { ["StaticNetsVectorWidths"] = "256" }))
            .RunGenerators(compilation, Cancellation);
        var result = driver.GetRunResult().Results.Single();
        Assert.Contains(result.GeneratedSources, source => source.HintName == "Net.Vector256.g.cs");
        var members = result.TrackedOutputSteps[WellKnownGeneratorOutputs.SourceOutput].SelectMany(step => step.Outputs);
        Assert.All(members, output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    /// <summary>A workspace is planned with the code: a build says that it is too large, and an editor does not look.</summary>
    [Fact]
    public async Task BudgetOfTheWorkspaceIsTheBuildsBusiness()
    {
        Assert.Equal(["MaxParameters"], await Budgets("MaxWorkspaceBytes = 100, MaxParameters = 1", isEditor: true));
        Assert.Equal(["MaxParameters"], await Budgets("MaxWorkspaceBytes = 100, MaxParameters = 1", isEditor: false));
        Assert.Empty(await Budgets("MaxWorkspaceBytes = 100", isEditor: true));
        Assert.Equal(["MaxWorkspaceBytes"], await Budgets("MaxWorkspaceBytes = 100", isEditor: false));
        Assert.Empty(await Budgets("MaxWorkspaceBytes = 1000000", isEditor: false));

        // Editors keep what builds say of it.
        var descriptor = new NetworkAnalyzer().SupportedDiagnostics.Single(descriptor => descriptor.Id == "SNET0302");
        Assert.Contains(WellKnownDiagnosticTags.CompilationEnd, descriptor.CustomTags);
    }

    /// <summary>The budgets that a network of ten parameters is said to be over.</summary>
    private static async Task<IEnumerable<string>> Budgets(string budgets, bool isEditor)
    {
        var compilation = NetworkSource.Compile($"using StaticNets;\n[Network({budgets}), Input(4), Dense(2)] public sealed partial class Net;");
        Run(compilation, isEditor ? IncrementalGeneratorOutputKind.Implementation : IncrementalGeneratorOutputKind.None, out var output);
        var analysis = output.WithAnalyzers([new NetworkAnalyzer()]);
        var problems = isEditor
            ? await analysis.GetAnalyzerSemanticDiagnosticsAsync(output.GetSemanticModel(compilation.SyntaxTrees[0]), filterSpan: null, Cancellation)
            : await analysis.GetAnalyzerDiagnosticsAsync(Cancellation);
        Assert.All(problems, problem => Assert.Equal("SNET0302", problem.Id));
        return problems.Select(problem => problem.GetMessage(CultureInfo.InvariantCulture).Split("more than ")[1].Split(' ')[0]);
    }

    private static string Source(string layers) => $"using StaticNets;\n[Network]\n{layers}\npublic sealed partial class Net;{Blocks}";

    /// <summary>What is allocated for the members and the messages after an edit of the network.</summary>
    private static long Edited(string source)
    {
        var compilation = NetworkSource.Compile(source);
        var driver = Driver(IncrementalGeneratorOutputKind.Implementation).RunGenerators(compilation, Cancellation);
        var edited = Replaced(compilation, source.Replace("[Network]", "[Network(MaxParameters = 1000000000)]", StringComparison.Ordinal));
        var type = edited.GetTypeByMetadataName("Net")!;
        type.GetAttributes();
        var before = GC.GetAllocatedBytesForCurrentThread();
        driver.RunGenerators(edited, Cancellation);

        // What the analyzer does.
        var declaration = NetworkReader.Read(type, new SourcePlaces(), Cancellation)!;
        Assert.DoesNotContain(NetworkBuilder.Build(declaration, new[] { 128 }, Cancellation).Problems, problem => problem.IsError);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static CSharpCompilation Replaced(CSharpCompilation compilation, string source)
    {
        var tree = compilation.SyntaxTrees[0];
        return compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(source, NetworkSource.ParseOptions, tree.FilePath));
    }

    private static GeneratorRunResult Run(CSharpCompilation compilation, IncrementalGeneratorOutputKind without, out Compilation output)
    {
        var result = Driver(without).RunGeneratorsAndUpdateCompilation(compilation, out output, out _, Cancellation).GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        return result;
    }

    private static GeneratorDriver Driver(IncrementalGeneratorOutputKind without, string widths = "128") => CSharpGeneratorDriver.Create(
        [new NetworkGenerator().AsSourceGenerator()],
        optionsProvider: new BuildProperties(new Dictionary<string, string> { ["StaticNetsVectorWidths"] = widths }),
        parseOptions: NetworkSource.ParseOptions,
        driverOptions: new GeneratorDriverOptions(without, trackIncrementalGeneratorSteps: true));
}
