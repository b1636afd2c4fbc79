using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>
/// One run of the generator over source text, and of the analyzer when its problems are asked for. Every run also asserts that a second one, after an edit
/// elsewhere, computes nothing again and that no value of the pipeline holds on to the compilation.
/// </summary>
internal sealed class GeneratorRun
{
    private readonly Lazy<ImmutableArray<Diagnostic>> problems;

    private GeneratorRun(ImmutableArray<GeneratedSourceResult> sources, CSharpCompilation compilation, Compilation output, AnalyzerOptions options)
    {
        Sources = sources;
        Output = output;
        problems = new(() => Analyze(compilation, options));
    }

    public ImmutableArray<GeneratedSourceResult> Sources { get; }

    /// <summary>The compilation with the generated sources.</summary>
    public Compilation Output { get; }

    /// <summary>What the analyzer says of a build, by position. The C# compiler looks at every method for it, so there is no code but the users'.</summary>
    public ImmutableArray<Diagnostic> Problems => problems.Value;

    /// <summary>What the C# compiler says, from warnings up, but for the user's own missing documentation.</summary>
    public IEnumerable<Diagnostic> CompilerProblems => Output.GetDiagnostics().Where(IsProblem);

    /// <summary>The front end does not depend on the width, and the C# compiler takes long over all of them.</summary>
    private static Dictionary<string, string> OneWidth { get; } = new() { ["StaticNetsVectorWidths"] = "128" };

    public static GeneratorRun Of(params string[] sources) => Of(NetworkSource.Compile(sources));

    /// <param name="additional">Texts that the compiler gets beside the sources.</param>
    public static GeneratorRun Of(
        CSharpCompilation compilation, IReadOnlyDictionary<string, string>? properties = null, ImmutableArray<AdditionalText> additional = default)
    {
        var options = new BuildProperties(properties ?? OneWidth);
        var parseOptions = (CSharpParseOptions)compilation.SyntaxTrees[0].Options;
        var driver = Driver(IncrementalGeneratorOutputKind.None, compilation, options).RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        var result = driver.GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        Assert.Empty(result.Diagnostics);
        PipelineAsserts.HoldsNothing(result);

        var elsewhere =
            compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("// An edit elsewhere.\ninternal static class Elsewhere { }", parseOptions, "Elsewhere.cs"));
        PipelineAsserts.ComputedNothing(driver.RunGenerators(elsewhere).GetRunResult().Results.Single());

        return new(result.GeneratedSources, compilation, output, new AnalyzerOptions(additional.IsDefault ? [] : additional, options));
    }

    /// <summary>Everything that is wrong, as lines of id, squiggled text and message.</summary>
    public string Report() => string.Join(
        "\n", Problems.Select(problem => $"{problem.Id} '{TextOf(problem)}'\n  {problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}"));

    /// <summary>The squiggled text.</summary>
    public static string TextOf(Diagnostic diagnostic) => diagnostic.Location.SourceTree?.GetText().ToString(diagnostic.Location.SourceSpan) ?? "";

    /// <summary>A warning or an error of the C# compiler, but for the user's own missing documentation.</summary>
    public static bool IsProblem(Diagnostic diagnostic)
        => diagnostic.Severity >= DiagnosticSeverity.Warning && !(diagnostic.Id == "CS1591" && IsUsers(diagnostic));

    private static GeneratorDriver Driver(IncrementalGeneratorOutputKind without, CSharpCompilation compilation, BuildProperties options)
        => CSharpGeneratorDriver.Create(
            [new NetworkGenerator().AsSourceGenerator()],
            optionsProvider: options,
            parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options,
            driverOptions: new GeneratorDriverOptions(without, trackIncrementalGeneratorSteps: true));

    private static bool IsUsers(Diagnostic diagnostic) => diagnostic.Location.SourceTree?.FilePath.StartsWith("Source", StringComparison.Ordinal) == true;

    private static ImmutableArray<Diagnostic> Analyze(CSharpCompilation compilation, AnalyzerOptions options)
    {
        var properties = (BuildProperties)options.AnalyzerConfigOptionsProvider;
        Driver(IncrementalGeneratorOutputKind.Implementation, compilation, properties).RunGeneratorsAndUpdateCompilation(compilation, out var members, out _);
        var analysis = members.WithAnalyzers([new NetworkAnalyzer()], new CompilationWithAnalyzersOptions(
            options,
            onAnalyzerException: (exception, _, _) => Assert.Fail($"The analyzer threw {exception}"),
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: false));
        return [.. analysis.GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult()
            .OrderBy(problem => problem.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(problem => problem.Location.SourceSpan)];
    }
}
