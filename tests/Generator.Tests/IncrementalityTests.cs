using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>What is computed again after an edit. Every other test that runs the generator asserts the same of one edit, in a file of its own.</summary>
public sealed class IncrementalityTests
{
    private const string Network = """
        using StaticNets;

        namespace Networks;

        [Network]
        [Input(2, 5, 5)]
        [Conv2d(3, 3), Relu]
        [Flatten, Dense(2)]
        [SoftmaxCrossEntropy]
        public sealed partial class First;

        [Network]
        [Input(4)]
        [Dense(3)]
        public sealed partial class Second
        {
            public int Twice(int x) => 2 * x;
        }
        """;

    private static readonly string[] Steps = [NetworkGenerator.DeclarationStep, NetworkGenerator.WidthsStep, NetworkGenerator.NetworkStep];

    public static TheoryData<string, string, string> EditsElsewhere => new()
    {
        { "another using", "using StaticNets;", "using System;\nusing StaticNets;" },
        { "a comment before the class", "[Network]\n[Input(4)]", "// Numbers.\n[Network]\n[Input(4)]" },
        { "documentation of the class", "[Network]\n[Input(4)]", "/// <summary>Numbers.</summary>\n[Network]\n[Input(4)]" },
        { "layout of the attributes", "[Conv2d(3, 3), Relu]\n", "[Conv2d(3,\n    3)]\n\n[Relu]\n" },
        { "the body of a member", "2 * x", "x + x" },
        { "a new member", "public int Twice", "public int Thrice(int x) => 3 * x;\n    public int Twice" },
        { "a new class", "[Network]\n[Input(4)]", "internal static class Elsewhere { }\n\n[Network]\n[Input(4)]" },
        { "a call of what is generated", "2 * x", "OutputSize * x" },
    };

    [Theory]
    [MemberData(nameof(EditsElsewhere))]
    public void EditElsewhereComputesNothing(string what, string before, string after)
    {
        Assert.NotEmpty(what);
        Assert.Contains(before, Network, StringComparison.Ordinal);
        PipelineAsserts.ComputedNothing(Edit(Network.Replace(before, after, StringComparison.Ordinal)));
    }

    [Fact]
    public void EditOfOneNetworkLeavesTheOther()
    {
        var result = Edit(Network.Replace("Dense(3)", "Dense(4)", StringComparison.Ordinal));
        var reasons = result.TrackedSteps[NetworkGenerator.NetworkStep].SelectMany(step => step.Outputs).Select(output => output.Reason).ToList();
        Assert.Single(reasons, IncrementalStepRunReason.Modified);
        Assert.Single(reasons, IncrementalStepRunReason.Cached);
        Assert.Equal(2, reasons.Count);
    }

    /// <summary>The asserts look at steps by name: one without a name, or that never ran, would escape them.</summary>
    [Fact]
    public void EveryStepOfOursIsNamedAndRan()
    {
        var result = Driver().RunGenerators(Compile(Network), TestContext.Current.CancellationToken).GetRunResult().Results.Single();
        Assert.All(Steps, step => Assert.NotEmpty(result.TrackedSteps[step].SelectMany(run => run.Outputs)));
        var ours = result.TrackedSteps.Keys.Where(step => !IsRoslyns(step)).Order(StringComparer.Ordinal);
        Assert.Equal(Steps.Order(StringComparer.Ordinal), ours);
    }

    [Fact]
    public void ValueThatHoldsASymbolIsFound()
    {
        var symbol = Compile(Network).GetTypeByMetadataName("Networks.First");
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => PipelineAsserts.HoldsNothing(Tuple.Create("value", new List<object?> { symbol })));
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(
            () => PipelineAsserts.HoldsNothing(new object[] { 1, new KeyValuePair<string, object>("tree", Compile(Network).SyntaxTrees[0]) }));
        PipelineAsserts.HoldsNothing(new object[] { 1, "text", Descriptor });
    }

    private static DiagnosticDescriptor Descriptor => new NetworkAnalyzer().SupportedDiagnostics[0];

    /// <summary>Steps of ForAttributeWithMetadataName and of the providers: Roslyn's own, which hold what they must, and the output.</summary>
    private static bool IsRoslyns(string step)
        => step is WellKnownGeneratorInputs.Compilation or WellKnownGeneratorInputs.ParseOptions or WellKnownGeneratorInputs.AnalyzerConfigOptions
            or WellKnownGeneratorInputs.AdditionalTexts or WellKnownGeneratorInputs.MetadataReferences or WellKnownGeneratorOutputs.SourceOutput
            or WellKnownGeneratorOutputs.ImplementationSourceOutput or "CompilationOptions"
            || step.Contains("ForAttribute", StringComparison.Ordinal);

    private static CSharpCompilation Compile(string source) => NetworkSource.Compile(source);

    private static CSharpGeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new NetworkGenerator().AsSourceGenerator()],
        parseOptions: NetworkSource.ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private static GeneratorRunResult Edit(string source)
    {
        var compilation = Compile(Network);
        var driver = Driver().RunGenerators(compilation, TestContext.Current.CancellationToken);
        var tree = compilation.SyntaxTrees[0];
        var edited = compilation.ReplaceSyntaxTree(
            tree, CSharpSyntaxTree.ParseText(source, NetworkSource.ParseOptions, tree.FilePath, cancellationToken: TestContext.Current.CancellationToken));
        return driver.RunGenerators(edited, TestContext.Current.CancellationToken).GetRunResult().Results.Single();
    }
}
