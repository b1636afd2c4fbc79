using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace StaticNets.Generator.Tests.Documents;

/// <summary>docs/layers.md has every attribute that the runtime has, with its arguments and properties, and nothing else.</summary>
public sealed partial class LayerTableTests
{
    private static readonly string[] OfAllLayers = [nameof(LayerAttribute.Name), nameof(LayerAttribute.From), nameof(LayerAttribute.Trainable)];

    [Fact]
    public void TheTableHasEveryAttributeWithItsArgumentsAndProperties()
    {
        var rows = File.ReadLines(Path.Combine(Repository.Root, "docs", "layers.md")).Select(line => Row().Match(line)).Where(match => match.Success).ToArray();
        Assert.All(rows, row => Assert.False(string.IsNullOrWhiteSpace(row.Groups["meaning"].Value), row.Value));
        Assert.Equal(
            Attributes().Select(Head).Order(StringComparer.Ordinal),
            rows.Select(row => row.Groups["head"].Value).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<Type> Attributes() => typeof(NetworkAttribute).Assembly.GetExportedTypes().Where(type => type.IsSealed && IsOfNetworks(type));

    private static bool IsOfNetworks(Type type)
        => typeof(LayerAttribute).IsAssignableFrom(type) || type == typeof(NetworkAttribute) || type == typeof(BlockAttribute);

    /// <summary>The beginning of an attribute's row.</summary>
    private static string Head(Type type)
    {
        var forms = type.GetConstructors().OrderBy(form => form.GetParameters().Length)
            .Select(form => string.Join(", ", form.GetParameters().Select(Argument)))
            .Where(form => form.Length > 0);
        // Those of the attribute itself come last, as in its documentation.
        var properties = type.GetProperties()
            .Where(property => property.SetMethod?.IsPublic == true && !OfAllLayers.Contains(property.Name))
            .Select(property => property.Name).Distinct().Order(StringComparer.Ordinal);
        return $"| `{type.Name[..^nameof(Attribute).Length]}` |{Cell(" or ", forms)}|{Cell(", ", properties)}|";
    }

    private static string Argument(System.Reflection.ParameterInfo parameter)
    {
        var suffix = parameter.GetCustomAttribute<ParamArrayAttribute>() is not null ? "..." : parameter.IsOptional ? "?" : "";
        return parameter.Name + suffix;
    }

    private static string Cell(string separator, IEnumerable<string> texts)
        => string.Join(separator, texts.Select(text => $"`{text}`")) is { Length: > 0 } cell ? $" {cell} " : " ";

    [GeneratedRegex(@"^(?<head>\| `\w+` \|[^|]*\|[^|]*\|)(?<meaning>.*)\|$")]
    private static partial Regex Row();
}
