using StaticNets.Generator.Text;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using StaticNets.Tests.Engines;

namespace StaticNets.Generator.Tests.RandomNetworks;

/// <summary>
/// Many networks in one compilation, which is many times as fast as each in its own. The generator runs once and is not asked what it keeps: the tests of
/// single networks are.
/// </summary>
internal static partial class RandomBatch
{
    /// <summary>A class that is not partial is C#'s error once, beside ours, and has its members all the same.</summary>
    private const string NotPartial = "CS0260";

    /// <summary>A block of 16 and some alone.</summary>
    private const int Examples = 18;

    /// <summary>Compiles networks of one width and, where asked to, runs each against the interpreter.</summary>
    /// <param name="networks">By number. Types do not clash.</param>
    /// <returns>What is wrong.</returns>
    public static List<string> Run(IReadOnlyList<(uint Number, RandomNetwork Network)> networks, int width, Func<uint, bool> isRun)
    {
        var failures = new List<string>();
        var left = networks.ToList();
        var compilation = NetworkSource.Compile([.. left.Select(entry => entry.Network.Source)]);
        compilation = compilation.WithOptions(
            compilation.Options.WithWarningLevel(9999).WithOptimizationLevel(OptimizationLevel.Release).WithConcurrentBuild(false));
        var users = compilation.SyntaxTrees.Select((tree, i) => (tree, Entry: left[i])).ToDictionary(pair => pair.tree, pair => pair.Entry);
        var (output, problems) = Generate(compilation, width);
        failures.AddRange(problems.Select(problem => $"{width} bits, networks {left[0].Number} to {left[^1].Number}: {problem}"));

        using var stream = new MemoryStream();
        var emitted = output.Emit(stream);
        var wrong = emitted.Diagnostics.Where(IsWrong).ToList();
        failures.AddRange(
            wrong.Where(problem => problem.Id != NotPartial).GroupBy(OwnerOf).Select(group => Text(group.Key, width, string.Join("\n", group.Take(3)))));
        if (wrong.Any(problem => problem.Severity == DiagnosticSeverity.Error))
        {
            // The others are still to be run.
            var owners = wrong.Select(OwnerOf).ToHashSet();
            left.RemoveAll(owners.Contains);
            return left.Count == networks.Count || left.Count == 0 ? failures : [.. failures, .. Run(left, width, isRun)];
        }

        var chosen = left.Where(entry => isRun(entry.Number)).ToList();
        if (chosen.Count > 0)
        {
            stream.Position = 0;
            InMemory.Load(stream, assembly => failures.AddRange(chosen.Select(entry => Compare(assembly, compilation, entry, width)).OfType<string>()));
        }

        return failures;

        bool IsWrong(Diagnostic problem)
            => problem.Severity == DiagnosticSeverity.Error || (problem.Severity == DiagnosticSeverity.Warning && !IsUsers(problem));

        bool IsUsers(Diagnostic problem) => problem.Location.SourceTree is { } tree && users.ContainsKey(tree);

        (uint Number, RandomNetwork Network) OwnerOf(Diagnostic problem)
        {
            if (problem.Location.SourceTree is { } tree && users.TryGetValue(tree, out var entry))
            {
                return entry;
            }

            // Generated files are called after the types, whose names or namespaces have the number.
            var digits = NumberInName().Match(Path.GetFileName(problem.Location.SourceTree?.FilePath ?? "")).Groups[1].Value;
            return left.FirstOrDefault(candidate => digits == Literal.Of(candidate.Number), left[0]);
        }
    }

    [GeneratedRegex(@"(?:Random|Net|A|Outer)(\d+)")]
    private static partial Regex NumberInName();

    private static (Compilation Output, IEnumerable<string> Problems) Generate(CSharpCompilation compilation, int width)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new NetworkGenerator().AsSourceGenerator()],
            optionsProvider: new BuildProperties(new Dictionary<string, string> { ["StaticNetsVectorWidths"] = Literal.Of(width) }),
            parseOptions: NetworkSource.ParseOptions);
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out var diagnostics);
        var exceptions = driver.GetRunResult().Results.Select(result => result.Exception?.ToString()).OfType<string>();
        return (output, diagnostics.Select(diagnostic => diagnostic.ToString()).Concat(exceptions));
    }

    private static string? Compare(Assembly assembly, CSharpCompilation compilation, (uint Number, RandomNetwork Network) entry, int width)
    {
        var values = entry.Network.Values;
        if (Difference(assembly, compilation, entry, values) is not { } difference)
        {
            return null;
        }

        // What of it all is the matter.
        HostileValues[] others = [values with { Padding = false }, HostileValues.None, HostileValues.None with { Padding = false }];
        var agreeing = others.Distinct().Where(other => other != values && Difference(assembly, compilation, entry, other) is null);
        return Text(entry, width, $"{values}\n{difference}{string.Concat(agreeing.Select(other => $"\nIt agrees with {other}."))}");
    }

    private static string? Difference(Assembly assembly, CSharpCompilation compilation, (uint Number, RandomNetwork Network) entry, HostileValues values)
    {
        try
        {
            var model = NetworkSource.Parse(compilation, entry.Network.TypeName);
            var compiled = CompiledEngine.Of(assembly.GetType(entry.Network.TypeName, throwOnError: true)!);
            new EngineComparison(model, values.Of(model, Examples, (int)entry.Number)).AssertAgrees(compiled, Examples);
            return null;
        }
        catch (Exception exception)
        {
            return (exception.InnerException ?? exception).Message;
        }
    }

    private static string Text((uint Number, RandomNetwork Network) entry, int width, string what)
        => $"Random network {entry.Number} at {width} bits:\n{entry.Network.Source}\n{what}";
}
