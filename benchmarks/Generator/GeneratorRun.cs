using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace StaticNets.Benchmarks.Generator;

/// <summary>A project of two files, one that declares a network and one that does not, with the generator running over it as in an editor:
/// one driver, edit after edit.</summary>
internal sealed class GeneratorRun
{
    private const string Network =
        """
        using StaticNets;

        namespace Sample;

        [Network(Init = Init.Xavier)]
        [Input(1, 28, 28)]
        [Conv2d(6, 5, Padding = 2), Sigmoid, AvgPool(2)]
        [Conv2d(16, 5), Sigmoid, AvgPool(2)]
        [Flatten]
        [Dense(120), Sigmoid]
        [Dense(UNITS), Sigmoid]
        [Dense(10)]
        [SoftmaxCrossEntropy]
        public sealed partial class LeNet;
        """;

    private const string Elsewhere =
        """
        namespace Sample;

        internal static class Elsewhere
        {
            public static int Answer() => NUMBER;
        }
        """;

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14);
    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "StaticNets.dll" or ['S', 'y', 's', 't', 'e', 'm', '.', ..] or "netstandard.dll")
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path)),
    ];

    private Compilation _compilation;
    private SyntaxTree _network, _elsewhere;
    private GeneratorDriver _driver;

    public GeneratorRun(IIncrementalGenerator generator)
    {
        _network = Parse(Network, "UNITS", 84);
        _elsewhere = Parse(Elsewhere, "NUMBER", 42);
        _compilation = CSharpCompilation.Create(
            "Sample", [_network, _elsewhere], References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        _driver = CSharpGeneratorDriver.Create(
            [generator.AsSourceGenerator()], parseOptions: ParseOptions,
            driverOptions: new GeneratorDriverOptions(default, trackIncrementalGeneratorSteps: true));
    }

    /// <summary>Binds the sources without the generator: the compiler's own start-up is not the generator's time.</summary>
    public void WarmCompiler() => _compilation.GetDiagnostics();

    /// <summary>Changes the size of a layer.</summary>
    public void EditLayer(int units) => Replace(ref _network, Parse(Network, "UNITS", units));

    /// <summary>Changes a method in the file that declares no network.</summary>
    public void EditElsewhere(int number) => Replace(ref _elsewhere, Parse(Elsewhere, "NUMBER", number));

    /// <summary>Lets the generator see the edits.</summary>
    /// <exception cref="InvalidOperationException">The generator failed or emitted nothing.</exception>
    public GeneratorTime Run()
    {
        long start = Stopwatch.GetTimestamp();
        _driver = _driver.RunGenerators(_compilation);
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        var result = _driver.GetRunResult().Results.Single();
        if (result.Exception is { } exception)
            throw new InvalidOperationException($"the generator threw {exception}", exception);
        if (result.Diagnostics.FirstOrDefault() is { } diagnostic)
            throw new InvalidOperationException($"the generator reported {diagnostic}");
        if (result.GeneratedSources.IsEmpty)
            throw new InvalidOperationException("the generator emitted nothing");
        var changed = result.TrackedSteps
            .Where(step => !IsCompilers(step.Key) && step.Value.Any(run => run.Outputs.Any(output =>
                output.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified)))
            .Select(step => step.Key);
        return new GeneratorTime(milliseconds, [.. changed.Order(StringComparer.Ordinal)], result.GeneratedSources.Sum(source => source.SourceText.Length));
    }

    /// <summary>The compilation is a new one after every edit, and the compiler looks for attributes in it by itself.</summary>
    private static bool IsCompilers(string step) =>
        step == WellKnownGeneratorInputs.Compilation || step.Contains("_ForAttribute", StringComparison.Ordinal);

    private void Replace(ref SyntaxTree tree, SyntaxTree edited)
    {
        _compilation = _compilation.ReplaceSyntaxTree(tree, edited);
        tree = edited;
    }

    private static SyntaxTree Parse(string source, string placeholder, int value) =>
        CSharpSyntaxTree.ParseText(source.Replace(placeholder, value.ToString(System.Globalization.CultureInfo.InvariantCulture)), ParseOptions);
}

/// <summary>What one run of the generator took.</summary>
/// <param name="Milliseconds">Its time.</param>
/// <param name="ChangedSteps">The generator's own steps that ran and came out new or different.</param>
/// <param name="Characters">Length of all the emitted sources.</param>
internal sealed record GeneratorTime(double Milliseconds, ImmutableArray<string> ChangedSteps, int Characters);
