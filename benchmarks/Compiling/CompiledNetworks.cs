using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using StaticNets.Generator;

namespace StaticNets.Benchmarks.Compiling;

/// <summary>Networks that are declared while the program runs, compiled as a project would be, with optimisation.</summary>
internal static class CompiledNetworks
{
    /// <summary>The assembly of some declarations.</summary>
    /// <exception cref="InvalidOperationException">The declarations have errors.</exception>
    public static Assembly Of(string source)
    {
        var compilation = CSharpCompilation.Create(
            $"Networks{Guid.NewGuid():n}",
            [CSharpSyntaxTree.ParseText(source, DeclarationFile.ParseOptions)],
            GeneratorRun.References,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: DeclarationFile.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        using var image = new MemoryStream();
        var result = output.Emit(image);
        if (!result.Success)
        {
            var errors = result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(5);
            throw new InvalidOperationException($"{source}\n{string.Join('\n', errors)}");
        }
        return Assembly.Load(image.ToArray());
    }
}
