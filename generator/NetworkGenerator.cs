using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using StaticNets.Generator.Emit;
using StaticNets.Generator.FrontEnd;
using StaticNets.Generator.Members;
using StaticNets.Generator.Model;
using StaticNets.Generator.Parsing;

namespace StaticNets.Generator;

/// <summary>
/// Emits the members and the code of every class marked with <c>[Network]</c>, and members that throw for classes with an input and no mark. The members do
/// without the code,
/// which is an output that editors may leave out. Says nothing: <see cref="NetworkAnalyzer"/> does.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    internal const string DeclarationStep = "Declaration";
    internal const string WidthsStep = "VectorWidths";
    internal const string NetworkStep = "Network";
    internal const string UnmarkedStep = "Unmarked";

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var declarations = Declarations(context, DeclarationParser.NetworkAttribute, DeclarationParser.IsNetwork).WithTrackingName(DeclarationStep);
        var widths = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => VectorWidthsOption.Read(options.GlobalOptions).Widths)
            .WithTrackingName(WidthsStep);
        context.RegisterSourceOutput(declarations, static (output, declaration) => AddMembers(output, declaration));
        context.RegisterImplementationSourceOutput(
            declarations.Combine(widths).WithTrackingName(NetworkStep), static (output, pair) => AddCode(output, pair.Left, pair.Right));

        // Only a network has inputs.
        foreach (var input in DeclarationParser.InputAttributes)
        {
            var unmarked = Declarations(context, input, DeclarationParser.IsInput, IsUnmarked).WithTrackingName(UnmarkedStep);
            context.RegisterSourceOutput(unmarked, static (output, declaration) => AddSurface(output, declaration, [.. declaration.Problems]));
        }
    }

    /// <summary>
    /// Each type with an attribute, once: at the first declaration that has it or another of its kind. A second mark is the C# compiler's error, and of inputs
    /// there may be many, but neither may make files of equal names.
    /// </summary>
    private static IncrementalValuesProvider<Declaration> Declarations(
        IncrementalGeneratorInitializationContext context,
        string attributeName,
        Func<AttributeData, bool> isOfKind,
        Func<INamedTypeSymbol, bool>? isWanted = null)
        => context.SyntaxProvider
            .ForAttributeWithMetadataName(
                attributeName,
                static (node, _) => node is TypeDeclarationSyntax,
                (attribute, cancellation) => attribute.TargetSymbol is INamedTypeSymbol type && IsFirst(attribute, isOfKind) && isWanted?.Invoke(type) != false
                    ? NetworkReader.Read(type, places: null, cancellation)
                    : null)
            .Where(static declaration => declaration is not null)
            .Select(static (declaration, _) => declaration!);

    private static bool IsFirst(GeneratorAttributeSyntaxContext attribute, Func<AttributeData, bool> isOfKind)
        => attribute.TargetSymbol.GetAttributes().First(isOfKind).ApplicationSyntaxReference is { } first
            && attribute.Attributes
                .Any(found => found.ApplicationSyntaxReference is { } reference && reference.SyntaxTree == first.SyntaxTree && reference.Span == first.Span);

    private static bool IsUnmarked(INamedTypeSymbol type)
        => !type.GetAttributes().Any(attribute => DeclarationParser.IsNetwork(attribute) || BlockParser.IsBlock(attribute));

    /// <summary>The members: what an editor asks for at every key, so that they must take no more than the shapes.</summary>
    private static void AddMembers(SourceProductionContext context, Declaration declaration)
    {
        // They are the same whatever widths the code has.
        var (network, problems) = NetworkBuilder.Build(declaration, EquatableArray<int>.Empty, context.CancellationToken);
        if (network is null)
        {
            AddSurface(context, declaration, problems);
        }
        else
        {
            AddSources(context, [ApiWriter.Write(network)]);
        }
    }

    private static void AddCode(SourceProductionContext context, Declaration declaration, EquatableArray<int> widths)
    {
        if (NetworkBuilder.Build(declaration, widths, context.CancellationToken).Network is { } network)
        {
            AddSources(context, NetworkCompiler.Compile(network, context.CancellationToken));
        }
    }

    private static void AddSurface(SourceProductionContext context, Declaration declaration, ImmutableArray<Problem> problems)
        => AddSources(context, SurfaceWriter.Write(NetworkBuilder.Surface(declaration, context.CancellationToken), declaration, problems));

    private static void AddSources(SourceProductionContext context, IEnumerable<(string Name, string Source)> sources)
    {
        foreach (var (name, source) in sources)
        {
            context.AddSource(name, SourceText.From(source, Encoding.UTF8));
        }
    }
}
