using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticNets.Generator.Checks;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.FrontEnd;
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
        if (VectorWidthsOption.Read(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions).Invalid is { } invalid)
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.InvalidWidths, Location.None, invalid));
        }
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var attributes = type.GetAttributes();
        if (!attributes.Any(DeclarationParser.IsNetwork))
        {
            if (attributes.Any(LayerAttributes.IsLayer) && !attributes.Any(BlockParser.IsBlock))
            {
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.NoNetwork, type.Locations.FirstOrDefault(), type.Name));
            }

            return;
        }

        if (NetworkReader.Read(type, withSpans: true, context.CancellationToken) is not { } declaration)
        {
            return;
        }

        var options = context.Options.AnalyzerConfigOptionsProvider.GlobalOptions;
        var (network, problems) = NetworkBuilder.Build(declaration, VectorWidthsOption.Read(options).Widths, context.CancellationToken);
        if (network is not null)
        {
            problems = problems.AddRange(WorkspaceBudget.Check(network, declaration, context.CancellationToken));
            if (NativeInstructionSet.Read(options) is { } instructions)
            {
                problems = problems.AddRange(NativeVectors.Check(network, declaration, instructions));
            }
        }

        foreach (var problem in problems)
        {
            context.ReportDiagnostic(Make(problem, type));
        }
    }

    private static Diagnostic Make(Problem problem, INamedTypeSymbol type)
    {
        var location = problem.Span is { } span && span.Part >= 0 && span.Part < type.DeclaringSyntaxReferences.Length
            ? Location.Create(type.DeclaringSyntaxReferences[span.Part].SyntaxTree, span.Span)
            : type.Locations.FirstOrDefault() ?? Location.None;
        var properties = ImmutableDictionary<string, string?>.Empty;
        for (var i = 0; i + 1 < problem.Properties.Count; i += 2)
        {
            properties = properties.SetItem(problem.Properties[i], problem.Properties[i + 1]);
        }

        return Diagnostic.Create(problem.Descriptor, location, properties, problem.Arguments.Select(argument => (object)argument).ToArray());
    }
}
