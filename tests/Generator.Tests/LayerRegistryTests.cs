using System.Reflection;
using StaticNets.Generator.Collections;
using StaticNets.Generator.Layers;
using StaticNets.Generator.Model;
using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>The compiler's layers know what their attributes take.</summary>
public sealed class LayerRegistryTests
{
    public static TheoryData<string, string[]> Attributes => new(
        from type in typeof(LayerAttribute).Assembly.GetExportedTypes()
        where type.IsSubclassOf(typeof(LayerAttribute)) && !type.IsAbstract && type != typeof(UseAttribute)
        select (type.Name[..^nameof(Attribute).Length], type.GetProperties().Where(property => property.PropertyType == typeof(string))
            .Select(property => ArgumentOf(type, property)).ToArray()));

    /// <summary>Arguments that name what the layer makes: its value, and the states after its last step.</summary>
    private static readonly string[] GivenNames = ["Name", "FinalHidden", "FinalCell"];

    [Theory]
    [MemberData(nameof(Attributes))]
    public void EveryArgumentThatIsATextGivesANameOrUsesOne(string kind, string[] arguments)
    {
        Assert.NotNull(LayerRegistry.Of(kind));
        var layer = new LayerDeclaration(kind, kind, EquatableArray<Argument>.Empty, Span: null);
        Assert.All(arguments, argument => Assert.Equal(!GivenNames.Contains(argument), LayerRegistry.IsReference(layer, argument)));
    }

    /// <summary>An attribute's property is set by a parameter of its constructor or by its own name, and the layer's name has that name in any case.</summary>
    private static string ArgumentOf(Type type, PropertyInfo property)
        => property.Name == nameof(LayerAttribute.Name)
            ? property.Name
            : type.GetConstructors().SelectMany(constructor => constructor.GetParameters()).Select(parameter => parameter.Name!)
            .FirstOrDefault(name => string.Equals(name, property.Name, StringComparison.OrdinalIgnoreCase)) ?? property.Name;
}
