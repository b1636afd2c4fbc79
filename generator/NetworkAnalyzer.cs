using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.Layers;
using StaticNets.Generator.Model;
using StaticNets.Generator.Parsing;

namespace StaticNets.Generator;

/// <summary>Reports what is wrong with networks, while they are typed: the same parser and shape engine as the generator's.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NetworkAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [.. typeof(Descriptors).GetFields().Select(field => field.GetValue(null)).OfType<DiagnosticDescriptor>()];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
        context.RegisterCompilationAction(CheckOptions);
    }

    private static void CheckOptions(CompilationAnalysisContext context)
    {
        if (VectorWidthsOption.Read(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions).Invalid is { } text)
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.InvalidWidths, Location.None, text));
        }
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var attributes = type.GetAttributes();
        var isNetwork = attributes.Any(attribute => attribute.AttributeClass?.ToDisplayString() == DeclarationParser.NetworkAttribute);
        var firstLayer = attributes.FirstOrDefault(DeclarationParser.IsLayer);
        if (!isNetwork)
        {
            if (firstLayer is not null)
            {
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.NoNetwork, type.Locations.FirstOrDefault(), type.Name));
            }

            return;
        }

        var declaration = DeclarationParser.Parse(type, withSpans: true, context.CancellationToken);
        var widths = VectorWidthsOption.Read(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions).Widths;
        var (network, problems) = NetworkBuilder.Build(declaration, widths, context.CancellationToken);
        if (network is not null)
        {
            problems = problems.AddRange(WorkspaceBudget.Check(network, declaration, context.CancellationToken));
        }

        foreach (var problem in problems)
        {
            context.ReportDiagnostic(Make(problem, type));
        }
    }

    private static Diagnostic Make(Problem problem, INamedTypeSymbol type)
    {
        // A location in the compilation's own tree, so that suppressions and fixes find it.
        var tree = type.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree).FirstOrDefault(tree => tree.FilePath == problem.Span?.Path);
        var location = problem.Span is null || tree is null ? type.Locations.FirstOrDefault() ?? Location.None : Location.Create(tree, problem.Span.Span);
        var properties = ImmutableDictionary<string, string?>.Empty;
        for (var i = 0; i + 1 < problem.Properties.Count; i += 2)
        {
            properties = properties.SetItem(problem.Properties[i], problem.Properties[i + 1]);
        }

        return Diagnostic.Create(problem.Descriptor, location, properties, problem.Arguments.Select(argument => (object)argument).ToArray());
    }
}
