using System.Reflection;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>The networks that tests/avx512.sh runs on emulated processors stand for all layers.</summary>
public sealed class EmulatedNetworksTests
{
    /// <summary>
    /// Properties without code of their own: reading weights out is compared on no processor but this one's, and the weight of a loss is the number that its
    /// gradient begins with.
    /// </summary>
    private static readonly string[] Exempt = ["Expose", "Weight"];

    private static readonly string Tests = Path.Combine(Repository.Root, "tests");

    private static readonly IReadOnlyList<ClassDeclarationSyntax> Classes =
    [
        .. Directory.GetFiles(Path.Combine(Tests, "Numerics.Tests", "Networks", "Emulated"), "*.cs")
            .SelectMany(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), NetworkSource.ParseOptions, path).GetRoot().DescendantNodes()
                .OfType<ClassDeclarationSyntax>()),
    ];

    public static TheoryData<string> Kinds =>
        [.. typeof(LayerAttribute).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LayerAttribute)) && !type.IsAbstract).Select(type => Kind(type))
            .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void HaveTheLayerWithEveryProperty(string kind)
    {
        Assert.NotEmpty(Uses(kind));
        var type = TypeOf(kind);
        var properties = type.GetProperties()
            .Where(property => property.CanWrite && property.DeclaringType != typeof(LayerAttribute) && !Exempt.Contains(property.Name));
        Assert.DoesNotContain(properties, property => !IsSet(property));
    }

    /// <summary>The program's build finds them by this line; the names of the other cases stand in the list.</summary>
    [Fact]
    public void HaveTheFormInWhichTheProgramIsToldOfThem()
    {
        var list = File.ReadAllText(Path.Combine(Tests, "Emulated", "EmulatedNetworks.cs"));
        var networks = Classes.Where(type => Attributes(type).Any(attribute => attribute.Name.ToString() == "Network"));
        Assert.DoesNotContain(networks, type =>
            type.GetText().Lines.All(line => line.ToString() != $"public sealed partial class {type.Identifier.Text};")
            || (Path.GetFileName(type.SyntaxTree.FilePath) == "StateNetworks.cs"
                && !list.Contains($"StateCase<{type.Identifier.Text}>", StringComparison.Ordinal)));
    }

    /// <summary>Whether some layer that has the property, such as any recurrent one, sets it.</summary>
    private static bool IsSet(PropertyInfo property)
        => Kinds.Select(row => row.Data).Where(kind => TypeOf(kind).IsAssignableTo(property.DeclaringType)).SelectMany(Uses)
            .SelectMany(use => use.ArgumentList?.Arguments ?? []).Any(argument => argument.NameEquals?.Name.Identifier.Text == property.Name);

    private static IEnumerable<AttributeSyntax> Uses(string kind) => Classes.SelectMany(Attributes).Where(attribute => attribute.Name.ToString() == kind);

    private static Type TypeOf(string kind) => typeof(LayerAttribute).Assembly.GetType($"StaticNets.{kind}Attribute")!;

    private static IEnumerable<AttributeSyntax> Attributes(ClassDeclarationSyntax type) => type.AttributeLists.SelectMany(list => list.Attributes);

    private static string Kind(Type attribute) => attribute.Name[..^nameof(Attribute).Length];
}
