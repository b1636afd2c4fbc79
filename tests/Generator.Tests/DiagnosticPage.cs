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
    internal sealed partial record Example(string Source, IReadOnlyDictionary<string, string> Properties)
    {
        public static Example In(string[] sections, string heading)
        {
            var section = sections.Single(section => section.StartsWith(heading + "\n", StringComparison.Ordinal));
            return new(
                Code().Match(section).Groups["code"].Value,
                Property().Matches(section).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value));
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

            return Properties.Count == 0 ? GeneratorRun.Of(compilation) : GeneratorRun.Of(compilation, Properties);
        }

        [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
        private static partial Regex Code();

        [GeneratedRegex("<(?<name>[A-Za-z]+)>(?<value>[^<]*)</")]
        private static partial Regex Property();
    }
}
