using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using StaticNets.CodeFixes;

namespace StaticNets.Generator.Tests.CodeFixes;

/// <summary>What code fixes offer for a source, and what becomes of it.</summary>
internal static class FixRun
{
    private static readonly CodeFixProvider[] Providers = [new ArgumentFix(), new MakePartialFix(), new MisspellingFix()];

    /// <summary>
    /// The source after each fix that is offered for diagnostics of an id, by the fix's title. Of several diagnostics of one place, the first counts.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Offered(string source, string id)
    {
        using var workspace = new AdhocWorkspace();
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Networks", "Networks", LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary), parseOptions: NetworkSource.ParseOptions, metadataReferences: NetworkSource.References));
        var document = workspace.AddDocument(project.Id, "Source0.cs", SourceText.From(source));
        var compilation = document.Project.GetCompilationAsync().GetAwaiter().GetResult()!;
        var analysis = compilation.WithAnalyzers([new NetworkAnalyzer()], new AnalyzerOptions([]));
        var diagnostics = compilation.GetDiagnostics().Concat(analysis.GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult())
            .Where(diagnostic => diagnostic.Id == id);
        var offered = new Dictionary<string, string>();
        foreach (var diagnostic in diagnostics)
        {
            foreach (var provider in Providers.Where(provider => provider.FixableDiagnosticIds.Contains(id)))
            {
                provider.RegisterCodeFixesAsync(new(document, diagnostic, (action, _) => offered.TryAdd(action.Title, Apply(action, document)), default))
                    .GetAwaiter().GetResult();
            }
        }

        return offered;
    }

    private static string Apply(CodeAction action, Document document)
    {
        var operation = action.GetOperationsAsync(default).GetAwaiter().GetResult().OfType<ApplyChangesOperation>().Single();
        return operation.ChangedSolution.GetDocument(document.Id)!.GetTextAsync().GetAwaiter().GetResult().ToString();
    }
}
