using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using StaticNets.Generator.Checks;
using StaticNets.Generator.Diagnostics;
using StaticNets.Generator.FrontEnd;
using StaticNets.Generator.Layers;
using StaticNets.Generator.Model;
using StaticNets.Generator.Parsing;

namespace StaticNets.Generator;

/// <summary>Reports what is wrong with networks, while they are typed: the same parser and shape engine as the generator's.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NetworkAnalyzer : DiagnosticAnalyzer
{
    /// <summary>Read once for each text of a file, however often an editor asks.</summary>
    private static readonly SourceTextValueProvider<WeightsFile> Weights = new(WeightsItems.Read);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [.. typeof(Descriptors).GetFields().Select(field => field.GetValue(null)).OfType<DiagnosticDescriptor>()];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationAction(CheckOptions);
        context.RegisterCompilationStartAction(start =>
        {
            var budgeted = new ConcurrentQueue<BudgetedNetwork>();
            var weights = new WeightsOfProject([.. start.Options.AdditionalFiles.Where(WeightsItems.IsListing)
                .Select(listing => listing.GetText(start.CancellationToken) is { } text && start.TryGetValue(text, Weights, out var file) ? file : null)
                .OfType<WeightsFile>()]);
            start.RegisterSymbolAction(symbol => Analyze(symbol, budgeted, weights), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => CheckWorkspaces(end, budgeted));
            start.RegisterCompilationEndAction(end => CheckUse(end, weights));
        });
    }

    /// <summary>A network whose workspace has a budget.</summary>
    private sealed record BudgetedNetwork(NetworkModel Network, Declaration Declaration, SourcePlaces Places, INamedTypeSymbol Type);

    /// <summary>The project's files of weights, and the paths of those that networks have named so far.</summary>
    private sealed record WeightsOfProject(ImmutableArray<WeightsFile> Files)
    {
        public ConcurrentDictionary<string, bool> Named { get; } = new();
    }

    private static void CheckUse(CompilationAnalysisContext context, WeightsOfProject weights)
    {
        foreach (var file in weights.Files.Where(file => !weights.Named.ContainsKey(file.Path)))
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.UnusedWeights, Location.None, file.Path));
        }
    }

    private static void CheckOptions(CompilationAnalysisContext context)
    {
        if (VectorWidthsOption.Read(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions).Invalid is { } invalid)
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.InvalidWidths, Location.None, invalid));
        }
    }

    /// <summary>Editors leave out what comes at the end of a compilation, so that nobody who types waits for a plan.</summary>
    private static void CheckWorkspaces(CompilationAnalysisContext context, IEnumerable<BudgetedNetwork> budgeted)
    {
        foreach (var (network, declaration, places, type) in budgeted)
        {
            foreach (var problem in WorkspaceBudget.Check(network, declaration, context.CancellationToken))
            {
                context.ReportDiagnostic(Make(problem, places, type));
            }
        }
    }

    private static void Analyze(SymbolAnalysisContext context, ConcurrentQueue<BudgetedNetwork> budgeted, WeightsOfProject weights)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var attributes = type.GetAttributes();
        if (!attributes.Any(DeclarationParser.IsNetwork))
        {
            if (attributes.Any(LayerAttributes.IsLayer) && !attributes.Any(BlockParser.IsBlock))
            {
                ReportUnmarked(context, type);
            }

            return;
        }

        var places = new SourcePlaces();
        if (NetworkReader.Read(type, places, context.CancellationToken) is not { } declaration)
        {
            return;
        }

        if (WeightsCheck.PathOf(declaration) is { } path && WeightsCheck.ItemOf(path, weights.Files) is { } item)
        {
            weights.Named.TryAdd(item, true);
        }

        var options = context.Options.AnalyzerConfigOptionsProvider.GlobalOptions;
        var (network, problems) = NetworkBuilder.Build(declaration, VectorWidthsOption.Read(options).Widths, context.CancellationToken);
        if (network is not null)
        {
            if (network.Options.MaxWorkspaceBytes is not null)
            {
                budgeted.Enqueue(new(network, declaration, places, type));
            }

            problems = problems.AddRange(WeightsCheck.Check(network, declaration, weights.Files));
            if (NativeInstructionSet.Read(options) is { } instructions)
            {
                problems = problems.AddRange(NativeVectors.Check(network, declaration, instructions));
            }
        }

        foreach (var problem in problems)
        {
            context.ReportDiagnostic(Make(problem, places, type));
        }
    }

    /// <summary>A class with layers is a network or a block: its layers tell, or who uses it.</summary>
    private static void ReportUnmarked(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        var layers = LayerAttributes.Of(type, withUnknown: false, context.CancellationToken);
        var place = layers.FirstOrDefault().Syntax?.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.GetLocation() ?? type.Locations.FirstOrDefault();
        var (marks, advice) = BlockUses.Of(type, context.Compilation, context.CancellationToken) ? ("Block", "[Block], since a network uses it")
            : layers.Any(layer => LayerRegistry.IsOfNetwork(LayerAttributes.KindOf(layer.Data))) ? ("Network", "[Network]")
            : ("Network,Block", "[Network] and an [Input(...)], or [Block] if it is a part of networks");
        context.ReportDiagnostic(
            Diagnostic.Create(Descriptors.NoNetwork, place, ImmutableDictionary<string, string?>.Empty.Add("mark", marks), type.Name, advice));
    }

    /// <summary>An additional location is where the mend belongs.</summary>
    private static Diagnostic Make(Problem problem, SourcePlaces places, INamedTypeSymbol type)
    {
        var location = problem.Span is { } span ? places.Locate(span) : type.Locations.FirstOrDefault() ?? Location.None;
        var properties = ImmutableDictionary<string, string?>.Empty;
        for (var i = 0; i + 1 < problem.Properties.Count; i += 2)
        {
            // A block has names of its own for what the network calls otherwise.
            if (problem.Properties[i] != "name" || problem.Span?.Inner is null)
            {
                properties = properties.SetItem(problem.Properties[i], problem.Properties[i + 1]);
            }
        }

        Location[] elsewhere = (problem.Elsewhere ?? problem.Span?.Inner) is { } other ? [places.Locate(other)] : [];
        return Diagnostic.Create(problem.Descriptor, location, elsewhere, properties, problem.Arguments.Select(argument => (object)argument).ToArray());
    }
}
