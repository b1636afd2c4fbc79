using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Emit;

/// <summary>
/// Writes the members of a network that is not valid, all of which throw: otherwise every use of the class would be an error of its own and bury the one that matters.
/// </summary>
internal static class SurfaceWriter
{
    public static IEnumerable<(string HintName, string Source)> Write(Declaration declaration, ImmutableArray<Problem> problems)
    {
        // A type that cannot be reopened has no place for members.
        if (problems.Any(problem => problem.Descriptor.Id is "SNET0001" or "SNET0009" or "SNET0013"))
        {
            return [];
        }

        var writer = new SourceWriter();
        var type = declaration.Type;
        var kinds = declaration.Layers.Select(layer => layer.Kind).ToList();
        var inputs = declaration.Layers.Where(layer => layer.Kind == "Input").Select(InputName).Distinct().ToList();
        inputs = inputs.Count == 0 ? ["input"] : inputs;
        var values = string.Join(", ", inputs.Select(input => $"global::System.ReadOnlySpan<float> {input}"));
        var hasLoss = kinds.Any(kind => kind is "SoftmaxCrossEntropy" or "MeanSquaredError" or "BinaryCrossEntropy");
        var target = kinds.Contains("SoftmaxCrossEntropy")
            ? $"global::System.ReadOnlySpan<int> {(inputs.Contains("target") ? "labels" : "target")}"
            : $"global::System.ReadOnlySpan<float> {(hasLoss ? inputs.Contains("target") ? "labels" : "target" : "outputGradient")}";
        var ids = string.Join(", ", problems.Where(problem => problem.Descriptor.DefaultSeverity == DiagnosticSeverity.Error).Select(problem => problem.Descriptor.Id).Distinct());
        var body = $"=> throw new global::System.InvalidOperationException(\"{type.Name} is not a valid network ({ids}).\");";

        SourceFile.Begin(writer, type with { Declaration = $"{type.Declaration} : global::StaticNets.INetwork<{type.Name}>" });
        foreach (var input in inputs)
        {
            writer.Line($"public const int {Signature.Pascal(input)}Size = 0;");
        }

        writer.Line("public const int OutputSize = 0, ParameterCount = 0;");
        writer.Line($"public static global::StaticNets.NetworkInfo Info {body}");
        writer.Line($"public {type.Name}(ulong seed = 0) {body}");
        writer.Line($"public ulong Seed {body}");
        writer.Line($"public global::StaticNets.ParameterSet Parameters {body}");
        writer.Line($"public static global::StaticNets.ParameterSet NewGradients() {body}");
        writer.Line($"public static {type.Name} Load(string path, global::System.Collections.Generic.IReadOnlyDictionary<string, string>? names = null) {body}");
        writer.Line($"public void Forward({values}, global::System.Span<float> output, int count = 1) {body}");
        if (hasLoss)
        {
            writer.Line($"public float Loss({values}, {target}, int count = 1) {body}");
        }

        writer.Line($"public {(hasLoss ? "float" : "void")} Backward({values}, {target}, global::StaticNets.ParameterSet gradients{InputGradients(declaration)}, int count = 1) {body}");
        writer.Line($"static {type.Name} global::StaticNets.INetwork<{type.Name}>.Create(ulong seed) {body}");
        writer.Line($"static long global::StaticNets.INetwork<{type.Name}>.LossCount(scoped in global::StaticNets.Batch batch) {body}");
        writer.Line($"public static double Run({type.Name} network, scoped in global::StaticNets.Batch batch) {body}");
        SourceFile.End(writer, type);
        return [($"{type.HintName}.g.cs", writer.ToString())];
    }

    private static string InputName(LayerDeclaration layer)
    {
        var name = layer.Arguments.FirstOrDefault(argument => argument.Name == "Name")?.Value as string;
        return name is not null && Layers.Naming.Problem(name, isInput: true) is null ? name : "input";
    }

    private static string InputGradients(Declaration declaration) => string.Concat(declaration.Layers
        .Where(layer => layer.Kind == "Input" && layer.Arguments.Any(argument => argument is { Name: "Gradient", Value: true }))
        .Select(InputName).Distinct().Select(name => $", global::System.Span<float> {name}Gradient"));
}
