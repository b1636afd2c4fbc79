using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace StaticNets.Generator.Tests;

/// <summary>A page of generator/docs: what a message means, with an example that causes it and one that does not.</summary>
internal sealed partial record DiagnosticPage(string Id, string Title, string Message, DiagnosticPage.Example Failing, DiagnosticPage.Example Fixed)
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "generator", "docs");

    public static DiagnosticPage Read(string id)
    {
        var text = File.ReadAllText(Path.Combine(Folder, id + ".md"));
        var heading = Heading().Match(text);
        var sections = text.Split("\n## ");
        return new(
            heading.Groups["id"].Value,
            heading.Groups["title"].Value,
            heading.Groups["message"].Value,
            Example.In(sections, "Failing example"),
            Example.In(sections, "Fixed example"));
    }

    [GeneratedRegex(@"^# (?<id>SNET\d{4}): (?<title>.+)\n\n> (?<message>.+)\n")]
    private static partial Regex Heading();

    /// <param name="Properties">MSBuild properties of the project.</param>
    /// <param name="Weights">The files of weights that the project has items of, in words.</param>
    internal sealed partial record Example(string Source, IReadOnlyDictionary<string, string> Properties, IReadOnlyList<string> Weights)
    {
        public static Example In(string[] sections, string heading)
        {
            var section = sections.Single(section => section.StartsWith(heading + "\n", StringComparison.Ordinal));
            return new(
                Code().Match(section).Groups["code"].Value,
                Property().Matches(section).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value),
                [.. File().Matches(section).Select(match => match.Groups["text"].Value)]);
        }

        public GeneratorRun Run()
        {
            var compilation = NetworkSource.Compile(Source);
            if (Properties.TryGetValue("LangVersion", out var version) && LanguageVersionFacts.TryParse(version, out var language))
            {
                var tree = compilation.SyntaxTrees[0];
                compilation = compilation.ReplaceSyntaxTree(
                    tree, CSharpSyntaxTree.ParseText(Source, NetworkSource.ParseOptions.WithLanguageVersion(language), tree.FilePath));
            }

            return GeneratorRun.Of(compilation, Properties.Count == 0 ? null : Properties, [.. Weights.Select(file => new WeightsText(file))]);
        }

        [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
        private static partial Regex Code();

        [GeneratedRegex("```safetensors\n(?<text>.*?)```", RegexOptions.Singleline)]
        private static partial Regex File();

        [GeneratedRegex("<(?<name>[A-Za-z]+)>(?<value>[^<]*)</")]
        private static partial Regex Property();
    }
}
