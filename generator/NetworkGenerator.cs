using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using StaticNets.Generator.Emit;
using StaticNets.Generator.FrontEnd;
using StaticNets.Generator.Model;
using StaticNets.Generator.Parsing;

namespace StaticNets.Generator;

/// <summary>Emits the code of every class marked with <c>[Network]</c>. Says nothing: <see cref="NetworkAnalyzer"/> does.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    internal const string DeclarationStep = "Declaration";
    internal const string WidthsStep = "VectorWidths";
    internal const string NetworkStep = "Network";

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var declarations = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                DeclarationParser.NetworkAttribute,
                static (node, _) => node is TypeDeclarationSyntax,
                static (attribute, cancellation) => IsFirst(attribute, cancellation) ? NetworkReader.Read((INamedTypeSymbol)attribute.TargetSymbol, withSpans: false, cancellation) : null)
            .Where(static declaration => declaration is not null)
            .Select(static (declaration, _) => declaration!)
            .WithTrackingName(DeclarationStep);
        var widths = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => VectorWidthsOption.Read(options.GlobalOptions).Widths)
            .WithTrackingName(WidthsStep);
        context.RegisterSourceOutput(declarations.Combine(widths).WithTrackingName(NetworkStep), static (output, pair) => Emit(output, pair.Left, pair.Right));
    }

    /// <summary>Whether this is the type's only or first marked declaration: a second mark is the C# compiler's error, but must not make files of equal names.</summary>
    private static bool IsFirst(GeneratorAttributeSyntaxContext attribute, CancellationToken cancellation)
        => attribute.TargetSymbol.GetAttributes().First(DeclarationParser.IsNetwork).ApplicationSyntaxReference?.GetSyntax(cancellation).FirstAncestorOrSelf<TypeDeclarationSyntax>() == attribute.TargetNode;

    private static void Emit(SourceProductionContext context, Declaration declaration, EquatableArray<int> widths)
    {
        var (network, problems) = NetworkBuilder.Build(declaration, widths, context.CancellationToken);
        var sources = network is not null
            ? NetworkCompiler.Compile(network, context.CancellationToken)
            : SurfaceWriter.Write(declaration, problems, context.CancellationToken);
        foreach (var (name, source) in sources)
        {
            context.AddSource(name, SourceText.From(source, Encoding.UTF8));
        }
    }
}
