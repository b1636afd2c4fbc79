using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using StaticNets.Generator.FrontEnd;
using StaticNets.Generator.Model;
using StaticNets.Generator.Parsing;

namespace StaticNets.Generator.Tests;

/// <summary>From C# source text to the compiler's model of a network in it.</summary>
internal static class NetworkSource
{
    private static readonly int[] AllWidths = [128, 256, 512];

    /// <summary>The framework and StaticNets.</summary>
    public static ImmutableArray<MetadataReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Append(typeof(NetworkAttribute).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    public static CSharpCompilation Compile(params string[] sources) => CSharpCompilation.Create(
        "Networks",
        sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, ParseOptions, $"Source{i}.cs")),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The valid network that <paramref name="source"/> declares as <paramref name="typeName"/>, a metadata name.</summary>
    public static NetworkModel Parse(string source, string typeName) => Parse(Compile(source), typeName);

    public static NetworkModel Parse(Compilation compilation, string typeName)
    {
        var type = compilation.GetTypeByMetadataName(typeName) ?? throw new ArgumentException($"There is no type {typeName}.", nameof(typeName));
        var declaration = NetworkReader.Read(type, new SourcePlaces(), default)
            ?? throw new ArgumentException($"{typeName} is not declared in source.", nameof(typeName));
        var (network, problems) = NetworkBuilder.Build(declaration, AllWidths, default);
        return network ?? throw new ArgumentException($"{typeName} is not a valid network: {string.Join("; ", problems.Select(Message))}", nameof(typeName));
    }

    /// <summary>The model of a network of the given layers, such as <c>[Input(3)] [Dense(2)]</c>.</summary>
    public static NetworkModel Of(string layers) => Parse($"using StaticNets;\n[Network]\n{layers}\npublic sealed partial class Net;", "Net");

    private static string Message(Problem problem)
        => $"{problem.Descriptor.Id}: "
            + $"{string.Format(System.Globalization.CultureInfo.InvariantCulture, problem.Descriptor.MessageFormat.ToString(null), [.. problem.Arguments])}";
}
