using System.Reflection;
using Microsoft.CodeAnalysis;
using Xunit;

namespace StaticNets.Generator.Tests;

/// <summary>What an incremental generator must keep to, so that typing stays fast and old compilations can be collected.</summary>
internal static class PipelineAsserts
{
    private static readonly string[] Steps = [NetworkGenerator.DeclarationStep, NetworkGenerator.WidthsStep, NetworkGenerator.NetworkStep];

    /// <summary>No symbol, syntax node, tree or compilation is reachable from any of our steps' values.</summary>
    public static void HoldsNothing(GeneratorRunResult result)
    {
        foreach (var step in OurSteps(result))
        {
            foreach (var (value, _) in step.Outputs)
            {
                Visit(value, step.Name ?? "", new HashSet<object>(ReferenceEqualityComparer.Instance));
            }
        }
    }

    /// <summary>No symbol, syntax node, tree or compilation is reachable from a value.</summary>
    public static void HoldsNothing(object value) => Visit(value, "value", new HashSet<object>(ReferenceEqualityComparer.Instance));

    /// <summary>After an edit elsewhere every step's value comes from the cache or is equal to what it was.</summary>
    public static void ComputedNothing(GeneratorRunResult result)
    {
        foreach (var step in OurSteps(result))
        {
            Assert.All(step.Outputs, output =>
                Assert.True(output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{step.Name} is {output.Reason}"));
        }

        foreach (var step in result.TrackedOutputSteps.SelectMany(entry => entry.Value))
        {
            Assert.All(step.Outputs, output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
        }
    }

    private static IEnumerable<IncrementalGeneratorRunStep> OurSteps(GeneratorRunResult result)
        => Steps.SelectMany(step => result.TrackedSteps.TryGetValue(step, out var runs) ? runs : []);

    private static void Visit(object? value, string path, HashSet<object> visited)
    {
        if (value is null || value is string || value.GetType().IsPrimitive || value.GetType().IsEnum || value is DiagnosticDescriptor
            || (!value.GetType().IsValueType && !visited.Add(value)))
        {
            return;
        }

        Assert.False(
            value is ISymbol or SyntaxNode or SyntaxTree or SyntaxReference or Compilation or SemanticModel or AttributeData or Location,
            $"{path} holds a {value.GetType()}");
        if (value is Array items)
        {
            foreach (var item in items)
            {
                Visit(item, path + "[]", visited);
            }
        }

        for (var type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly)
                .Where(field => !field.FieldType.IsPointer))
            {
                Visit(field.GetValue(value), $"{path}.{field.Name}", visited);
            }
        }
    }
}
