using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using StaticNets.Generator;
using StaticNets.Onnx;

namespace StaticNets.Tool;

/// <summary>Compiles an imported network in memory and runs it on the model's own test data.</summary>
internal static class Verification
{
    /// <summary>What differs, or null.</summary>
    /// <param name="result">The import.</param>
    /// <param name="parameters">The file of its parameters.</param>
    /// <param name="sets">The data.</param>
    /// <exception cref="InvalidOperationException">The declaration does not compile.</exception>
    public static string? Difference(ImportResult result, string parameters, IReadOnlyList<ReferenceData> sets)
    {
        var name = result.Namespace is null ? result.Class : $"{result.Namespace}.{result.Class}";
        var type = Compile(result.Source).GetType(name, throwOnError: true)!;
        var run = typeof(Verification).GetMethod(nameof(Run), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type)
            .CreateDelegate<Func<ImportResult, string, ReferenceData, string?>>();
        return sets.Select(set => run(result, parameters, set)).FirstOrDefault(difference => difference is not null);
    }

    private static string? Run<T>(ImportResult result, string parameters, ReferenceData data)
        where T : class, INetwork<T>
    {
        var network = T.Create(0);
        network.Parameters.Load(parameters);
        var batched = result.Inputs.FirstOrDefault(input => input.BatchAxis >= 0);
        return ReferenceRun.Difference(
            network,
            batched is null ? 1 : data.Inputs[batched.Model].Dimensions[batched.BatchAxis],
            [.. result.Inputs.Select(input
                => new ReferenceInput(input.Kind.ToString(), ReferenceData.ExamplesFirst(data.Inputs[input.Model], input.BatchAxis)))],
            [.. result.Outputs.Select(output => ReferenceData.ExamplesFirst(data.Outputs[output.Model], output.BatchAxis))]);
    }

    private static Assembly Compile(string source)
    {
        var parsing = new CSharpParseOptions(LanguageVersion.CSharp14);
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location);
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == framework).Append(typeof(NetworkAttribute).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "Imported",
            [CSharpSyntaxTree.ParseText(source, parsing)],
            references,
            new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: parsing)
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        using var stream = new MemoryStream();
        var emitted = output.Emit(stream);
        return emitted.Success
            ? Assembly.Load(stream.ToArray())
            : throw new InvalidOperationException(
                $"The declaration does not compile: {emitted.Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)}");
    }
}
