using System.Collections.Immutable;
using StaticNets.Generator.Layers;
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
        if (!declaration.CanReopen)
        {
            return [];
        }

        var writer = new SourceWriter();
        var type = declaration.Type;
        var kinds = declaration.Layers.Select(layer => layer.Kind).ToList();
        var declared = declaration.Layers.Where(layer => InputLayerBase.IsInputKind(layer.Kind)).GroupBy(Naming.InputName).Select(group => group.First()).ToList();
        var inputs = declared.Count == 0 ? [InputLayer.DefaultName] : declared.Select(Naming.InputName).ToList();
        var gradients = declaration.Layers.Where(layer => layer.Kind == InputLayer.Name && Has(layer, "Gradient"))
            .Select(layer => Naming.InputName(layer) + "Gradient").Distinct().Except(inputs);
        var values = declared.Count == 0 ? $"global::System.ReadOnlySpan<float> {InputLayer.DefaultName}" : string.Join(", ", declared.Select(Declare));
        var hasLoss = kinds.Any(kind => kind is "SoftmaxCrossEntropy" or "MeanSquaredError" or "BinaryCrossEntropy");
        var element = kinds.Contains("SoftmaxCrossEntropy") ? "int" : "float";
        var target = $"global::System.ReadOnlySpan<{element}> {(!hasLoss ? "outputGradient" : inputs.Contains("target") ? "labels" : "target")}";
        var body = $"=> throw new global::System.InvalidOperationException(\"{type.Name} is not a valid network: {Reason(problems)}.\");";

        SourceFile.Begin(writer, type with { Declaration = $"{type.Declaration} : global::StaticNets.INetwork<{type.Name}>" });
        foreach (var size in inputs.Select(input => Signature.Pascal(input) + "Size").Append("OutputSize").Append("ParameterCount").Distinct())
        {
            writer.Line($"public const int {size} = 0;");
        }

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

        var inputGradients = string.Concat(gradients.Select(gradient => $", global::System.Span<float> {gradient}"));
        writer.Line($"public {(hasLoss ? "float" : "void")} Backward({values}, {target}, global::StaticNets.ParameterSet gradients{inputGradients}, int count = 1) {body}");
        writer.Line($"static {type.Name} global::StaticNets.INetwork<{type.Name}>.Create(ulong seed) {body}");
        writer.Line($"static long global::StaticNets.INetwork<{type.Name}>.LossCount(scoped in global::StaticNets.Batch batch) {body}");
        writer.Line($"public static double Run({type.Name} network, scoped in global::StaticNets.Batch batch) {body}");
        if (declaration.Layers.Any(LayerRegistry.IsRecurrent))
        {
            WriteState(writer, values, string.Join(", ", declared.Select(DeclareStep)), hasLoss, target, inputGradients, body);
        }

        SourceFile.End(writer, type);
        return [($"{type.HintName}.g.cs", writer.ToString())];
    }

    private static void WriteState(SourceWriter writer, string values, string stepValues, bool hasLoss, string target, string inputGradients, string body)
    {
        writer.Line($"public void Forward({values}, global::System.Span<float> output, State state) {body}");
        if (hasLoss)
        {
            writer.Line($"public float Loss({values}, {target}, State state) {body}");
        }

        writer.Line($"public {(hasLoss ? "float" : "void")} Backward({values}, {target}, global::StaticNets.ParameterSet gradients{inputGradients}, State state, int count) {body}");
        writer.Line($"public void Step({stepValues}, global::System.Span<float> output, State state) {body}");
        writer.Line("public sealed class State(int count = 1) : global::StaticNets.RecurrentState(Info, count);");
    }

    /// <summary>The parameters of one step, without lengths.</summary>
    private static string DeclareStep(LayerDeclaration input)
        => $"global::System.ReadOnlySpan<{(input.Kind == TokensLayer.Name ? "int" : "float")}> {Naming.InputName(input)}";

    private static string Declare(LayerDeclaration input)
        => DeclareStep(input) + (Has(input, "Lengths") ? $", global::System.ReadOnlySpan<int> {Naming.InputName(input)}Lengths" : "");

    private static bool Has(LayerDeclaration layer, string flag) => layer.Arguments.Any(argument => argument.Name == flag && argument.Value is true);

    private static string Reason(ImmutableArray<Problem> problems)
    {
        var ids = problems.Where(problem => problem.IsError).Select(problem => problem.Descriptor.Id).Distinct().ToList();
        return ids.Count > 0
            ? string.Join(", ", ids)
            : "an argument of its attributes is not a constant, or a constant that another source generator makes";
    }
}
