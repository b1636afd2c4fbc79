using System.Text.RegularExpressions;
using StaticNets.Generator.Emit;
using StaticNets.Generator.Lower;
using StaticNets.Generator.Schedule;
using StaticNets.Generator.Targets;
using StaticNets.Tests.Dump;
using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>
/// The example that the compiler's README follows through all stages is what becomes of the network there. A block of it stands behind a comment that says
/// which stage it is, and, where that is long, which of its lines: <c>&lt;!-- kernels: sigmoid1, lowered; lines 1-9, 20 --&gt;</c>.
/// </summary>
public sealed partial class WorkedExampleTests
{
    private static readonly string ReadmePath = Path.Combine(Repository.Root, "generator", "README.md");

    [Fact]
    public void TheReadmeShowsWhatTheCompilerDoes()
    {
        var readme = File.ReadAllText(ReadmePath);
        Assert.Equal(Rewritten(readme), readme);
        Assert.InRange(Block().Count(readme), 8, 40);
    }

    /// <summary>Writes the stages into the README as they are.</summary>
    [Fact(Explicit = true)]
    public void WriteTheReadme() => File.WriteAllText(ReadmePath, Rewritten(File.ReadAllText(ReadmePath)));

    private static string Rewritten(string readme)
    {
        var source = NetworkOf().Match(readme).Groups[1].Value;
        var stages = StagesOf($"using StaticNets;\n{source}", Regex.Match(source, @"class (\w+)").Groups[1].Value);
        return Block().Replace(readme, block =>
        {
            var (stage, lines) = (block.Groups["stage"].Value, block.Groups["lines"].Value);
            var text = stages.TryGetValue(stage, out var found)
                ? found
                : throw new InvalidOperationException($"There is no stage '{stage}', only {string.Join(", ", stages.Keys.Select(key => $"'{key}'"))}.");
            return $"{block.Groups["head"].Value}{(lines.Length == 0 ? text : Excerpt(text, lines))}\n```";
        });
    }

    /// <summary>
    /// The stages that Dump shows, and the methods that are emitted. Blocks of examples come before single ones: of kernels that are called alike,
    /// theirs is the one.
    /// </summary>
    private static Dictionary<string, string> StagesOf(string source, string network)
    {
        var model = NetworkSource.Parse(source, network);
        var plan = NetworkPlan.Of(model, TestContext.Current.CancellationToken);
        var code = CodeLowering.Lower(plan, VectorTarget.Bits256, TestContext.Current.CancellationToken);
        var methods = CodeWriter.Write(code, model.Type).Split("\n\n")
            .Select(method => new Stage("C#", MethodName().Match(method).Groups[1].Value, method)).Where(method => method.Name.Length > 0);
        return Stages.Of(model, VectorTarget.Bits256).Concat(methods).GroupBy(stage => $"{stage.Purpose}: {stage.Name}")
            .ToDictionary(group => group.Key, group => Aligned(group.First().Text));
    }

    /// <summary>Without what all lines begin with, and spaces for tabs.</summary>
    private static string Aligned(string text)
    {
        var lines = text.Trim('\n').Replace("\t", "    ", StringComparison.Ordinal).Split('\n');
        var indent = lines.Where(line => line.Trim().Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > indent ? line[indent..].TrimEnd() : ""));
    }

    /// <param name="ranges">Such as <c>1-9, 20</c>.</param>
    private static string Excerpt(string text, string ranges)
    {
        var lines = text.Split('\n');
        var parts = ranges.Split(", ").Select(range => range.Split('-').Select(int.Parse).ToArray())
            .Select(range => (First: range[0], Last: Math.Min(range[^1], lines.Length))).ToList();
        return string.Join("\n...\n", parts.Select(part => string.Join('\n', lines[(part.First - 1)..part.Last])))
            + (parts[^1].Last < lines.Length ? "\n..." : "");
    }

    [GeneratedRegex(@"<!-- network -->\n```csharp\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex NetworkOf();

    [GeneratedRegex(@"(?<head><!-- (?<stage>[\w#]+: [^;\n]+?)(?:; lines (?<lines>[-\d, ]+))? -->\n```\w*\n).*?\n```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"static (?:void|string\?) (\w+)\(")]
    private static partial Regex MethodName();
}
