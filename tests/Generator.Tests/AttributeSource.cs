using System.Globalization;
using System.Reflection;

namespace StaticNets.Generator.Tests;

/// <summary>Layers as they are written, from what their attributes take.</summary>
internal static class AttributeSource
{
    private static readonly Type[] Numbers = [typeof(int), typeof(double)];

    public static Type TypeOf(string kind) => typeof(LayerAttribute).Assembly.GetType($"StaticNets.{kind}Attribute")
        ?? throw new ArgumentException($"There is no attribute for {kind}.", nameof(kind));

    /// <summary>The longest of the constructors.</summary>
    public static System.Reflection.ParameterInfo[] Parameters(string kind)
        => TypeOf(kind).GetConstructors().Select(constructor => constructor.GetParameters()).OrderByDescending(parameters => parameters.Length).First();

    /// <summary>What can be set by name, beside what any layer has.</summary>
    public static IEnumerable<PropertyInfo> Properties(string kind)
        => TypeOf(kind).GetProperties().Where(property => property.CanWrite && property.DeclaringType != typeof(LayerAttribute));

    /// <summary>
    /// A layer with its numbers in the order of the parameters: those by default, or else 1, and a half more and their place,
    /// so that none is what it is where nothing is written and a second is greater than the first.
    /// </summary>
    public static string Of(string kind)
    {
        var arguments = Parameters(kind).Where(parameter => Numbers.Contains(parameter.ParameterType))
            .Select(
                (parameter, place) => parameter.ParameterType == typeof(int)
                    ? "1"
                    : ((1.5 * (parameter.DefaultValue is double value ? value : 1)) + place).ToString("R", CultureInfo.InvariantCulture));
        return string.Join(", ", arguments) is { Length: > 0 } text ? $"{kind}({text})" : kind;
    }
}
