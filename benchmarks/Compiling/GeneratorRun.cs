using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticNets.Generator;

namespace StaticNets.Benchmarks.Compiling;

/// <summary>
/// A project of two files, one that declares networks and one that does not, with the generator running over it edit after edit in one driver.
/// </summary>
internal sealed class GeneratorRun
{
    private const string Usings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>What a program with networks references.</summary>
    public static ImmutableArray<MetadataReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "StaticNets.dll" or ['S', 'y', 's', 't', 'e', 'm', '.', ..] or "netstandard.dll")
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path)),
    ];

    private readonly DeclarationFile _file;
    private Compilation _compilation;
    private SyntaxTree _networks, _elsewhere;
    private GeneratorDriver _driver;

    /// <param name="file">The file that declares networks.</param>
    /// <param name="without">The outputs that the driver leaves out.</param>
    public GeneratorRun(DeclarationFile file, IncrementalGeneratorOutputKind without)
    {
        _file = file;
        _networks = file.Tree;
        _elsewhere = Elsewhere(0);
        _compilation = CSharpCompilation.Create(
            "Sample",
            [CSharpSyntaxTree.ParseText(Usings, DeclarationFile.ParseOptions), _networks, _elsewhere],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        _driver = CSharpGeneratorDriver.Create(
            [new NetworkGenerator().AsSourceGenerator()],
            parseOptions: DeclarationFile.ParseOptions,
            driverOptions: new GeneratorDriverOptions(without, trackIncrementalGeneratorSteps: true));
    }

    /// <summary>Binds the sources without the generator: the compiler's own start-up is not the generator's time.</summary>
    public void WarmCompiler() => _compilation.GetDiagnostics();

    /// <summary>Changes every network of the file.</summary>
    public void EditNetworks(int number) => Replace(ref _networks, _file.Edit(number));

    /// <summary>Changes a method in the file that declares no network.</summary>
    public void EditElsewhere(int number) => Replace(ref _elsewhere, Elsewhere(number));

    /// <summary>Lets the generator see the edits.</summary>
    /// <exception cref="InvalidOperationException">The generator failed or emitted nothing.</exception>
    public GeneratorTime Run()
    {
        var cost = Cost.Of(() => _driver = _driver.RunGenerators(_compilation));
        var result = _driver.GetRunResult().Results.Single();
        if (result.Exception is { } exception)
            throw new InvalidOperationException($"the generator threw {exception}", exception);
        if (result.GeneratedSources.IsEmpty)
            throw new InvalidOperationException("the generator emitted nothing");
        var changed = result.TrackedSteps
            .Where(step => !IsCompilers(step.Key) && step.Value.Any(run => run.Outputs.Any(output =>
                output.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified)))
            .Select(step => step.Key);
        return new GeneratorTime(
            cost,
            [.. changed.Order(StringComparer.Ordinal)],
            result.GeneratedSources.Sum(source => (long)System.Text.Encoding.UTF8.GetByteCount(source.SourceText.ToString())));
    }

    /// <summary>Lets the analyzer look at the file with the networks, as an editor does that has it open.</summary>
    /// <exception cref="InvalidOperationException">A network is not valid.</exception>
    public Cost Analyze()
    {
        _driver.RunGeneratorsAndUpdateCompilation(_compilation, out var output, out _);
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        var analysis = output.WithAnalyzers([new NetworkAnalyzer()], options);
        var model = output.GetSemanticModel(_networks);
        ImmutableArray<Diagnostic> problems = [];
        var cost = Cost.Of(() =>
            problems = analysis.GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, CancellationToken.None).GetAwaiter().GetResult());
        if (problems.FirstOrDefault(problem => problem.Severity == DiagnosticSeverity.Error) is { } error)
            throw new InvalidOperationException(error.ToString());
        return cost;
    }

    /// <summary>The compilation is a new one after every edit, and the compiler looks for attributes in it by itself.</summary>
    private static bool IsCompilers(string step) =>
        step == WellKnownGeneratorInputs.Compilation || step.Contains("_ForAttribute", StringComparison.Ordinal);

    private void Replace(ref SyntaxTree tree, SyntaxTree edited)
    {
        _compilation = _compilation.ReplaceSyntaxTree(tree, edited);
        tree = edited;
    }

    private static SyntaxTree Elsewhere(int number) => CSharpSyntaxTree.ParseText(
        string.Create(CultureInfo.InvariantCulture, $"namespace Sample {{ internal static class Elsewhere {{ public static int Answer() => {number}; }} }}"),
        DeclarationFile.ParseOptions);
}

/// <summary>What one run of the generator took.</summary>
/// <param name="Cost">Its time and memory.</param>
/// <param name="ChangedSteps">The generator's own steps that ran and came out new or different.</param>
/// <param name="Bytes">Length of all the emitted sources.</param>
internal sealed record GeneratorTime(Cost Cost, ImmutableArray<string> ChangedSteps, long Bytes);

/// <summary>What something took.</summary>
/// <param name="Milliseconds">Its time.</param>
/// <param name="Megabytes">What was allocated, in 10^6 bytes.</param>
internal sealed record Cost(double Milliseconds, double Megabytes)
{
    /// <summary>Runs something; what other threads allocate meanwhile for it counts too.</summary>
    public static Cost Of(Action action)
    {
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        long start = Stopwatch.GetTimestamp();
        action();
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return new(milliseconds, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / 1e6);
    }
}
