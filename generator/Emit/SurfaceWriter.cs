using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp;
using StaticNets.Generator.FrontEnd;
using StaticNets.Generator.Layers;
using StaticNets.Generator.Model;
using StaticNets.Generator.Names;

namespace StaticNets.Generator.Emit;

/// <summary>
/// Writes the members of a network that is not valid, all of which throw: otherwise every use of the class would be an error of its own and bury the one that matters.
/// The project's C# may be what is wrong with it, so this is valid C# 7.
/// </summary>
internal static class SurfaceWriter
{
    public static IEnumerable<(string HintName, string Source)> Write(Declaration declaration, ImmutableArray<Problem> problems, CancellationToken cancellation)
    {
        // A type that cannot be reopened has no place for members.
        if (!declaration.CanReopen)
        {
            return [];
        }

        var writer = new SourceWriter();
        var type = declaration.Type;
        var losses = declaration.Layers.Select(layer => LayerRegistry.Of(layer.Kind)).OfType<LossLayer>().ToList();
        var declared = GeneratedNames.OfInputs(declaration.Layers);
        var inputs = GeneratedNames.OfInputParameters(declaration.Layers);
        var gradients = declaration.Layers.Where(layer => layer.Kind == InputLayer.Name && layer.IsOn("Gradient"))
            .Select(layer => Naming.InputName(layer) + "Gradient").Distinct().Except(inputs);
        var values = declared.Count == 0 ? $"global::System.ReadOnlySpan<float> {Naming.DefaultOf(InputLayer.Name)}" : string.Join(", ", declared.Select(input => Declare(input, inputs)));
        var hasLoss = losses.Count > 0;
        var element = losses.Any(loss => loss.TakesLabels) ? "int" : "float";
        var target = $"global::System.ReadOnlySpan<{element}> {(!hasLoss ? "outputGradient" : inputs.Contains("target") ? "labels" : "target")}";
        var body = $"=> throw new global::System.InvalidOperationException(\"{type.Name} is not a valid network: {Reason(problems)}.\");";

        // Before C# 11 nothing can implement static members of an interface.
        var isInterface = declaration.Language >= LanguageVersion.CSharp11;
        var steps = NetworkBuilder.Steps(declaration, cancellation);
        var hasStep = steps.Stepping.HasStep;
        var contract = isInterface ? $" : global::StaticNets.{(hasStep ? "ISteppedNetwork" : "INetwork")}<{type.Identifier}>" : "";
        SourceFile.BeginSurface(writer, type with { Declaration = $"{SourceFile.GeneratedCode}\n{type.Declaration}{contract}" });
        var weights = GeneratedNames.OfExposed(steps.Layers);
        foreach (var size in inputs.Concat(weights.Select(entry => entry.Parameter)).Select(GeneratedNames.ConstantOf).Append("OutputSize").Append("ParameterCount").Distinct())
        {
            writer.Line($"public const int {size} = 0;");
        }

        writer.Line($"public static global::StaticNets.NetworkInfo Info {body}");
        writer.Line($"public {type.Identifier}(ulong seed = 0) {body}");
        writer.Line($"public ulong Seed {body}");
        writer.Line($"public global::StaticNets.ParameterSet Parameters {body}");
        writer.Line($"public static global::StaticNets.ParameterSet NewGradients() {body}");
        writer.Line($"public static {type.Identifier} Load(string path, global::System.Collections.Generic.IReadOnlyDictionary<string, string> names = null, bool strict = true, "
            + $"global::StaticNets.LoadAllowances allow = global::StaticNets.LoadAllowances.None) {body}");
        writer.Line($"public void Forward({values}, global::System.Span<float> output, int count = 1) {body}");
        var exposed = DeclareExposed(weights);
        if (exposed.Length > 0)
        {
            writer.Line($"public void Forward({values}, global::System.Span<float> output, {exposed}int count = 1) {body}");
        }

        if (hasLoss)
        {
            writer.Line($"public float Loss({values}, {target}, int count = 1) {body}");
        }

        var inputGradients = string.Concat(gradients.Select(gradient => $", global::System.Span<float> {gradient}"));
        writer.Line($"public {(hasLoss ? "float" : "void")} Backward({values}, {target}, global::StaticNets.ParameterSet gradients{inputGradients}, int count = 1) {body}");
        if (isInterface)
        {
            writer.Line($"static {type.Identifier} global::StaticNets.INetwork<{type.Identifier}>.Create(ulong seed) {body}");
            writer.Line($"static long global::StaticNets.INetwork<{type.Identifier}>.LossCount(scoped in global::StaticNets.Batch batch) {body}");
            writer.Line($"public static double Run({type.Identifier} network, scoped in global::StaticNets.Batch batch) {body}");
            if (hasStep)
            {
                writer.Line($"static global::StaticNets.RecurrentState global::StaticNets.ISteppedNetwork<{type.Identifier}>.NewState(int count) {body}");
                writer.Line($"static void global::StaticNets.ISteppedNetwork<{type.Identifier}>.Step({type.Identifier} network, scoped in global::StaticNets.Batch batch) {body}");
            }
        }

        WriteState(writer, steps, values, $"{values}, {target}", exposed, hasLoss, inputGradients, body);
        SourceFile.EndSurface(writer, type);
        return [($"{type.HintName}.g.cs", writer.ToString())];
    }

    private static void WriteState(
        SourceWriter writer, (Stepping Stepping, EquatableArray<LayerDeclaration> Layers) steps, string values, string valuesAndTarget, string exposed, bool hasLoss, string inputGradients, string body)
    {
        var (stepping, layers) = steps;
        if (!stepping.HasState)
        {
            return;
        }

        if (!stepping.Remembers)
        {
            writer.Line($"public void Forward({values}, global::System.Span<float> output, State state) {body}");
            if (exposed.Length > 0)
            {
                writer.Line($"public void Forward({values}, global::System.Span<float> output, {exposed}State state) {body}");
            }

            if (hasLoss)
            {
                writer.Line($"public float Loss({valuesAndTarget}, State state) {body}");
            }

            writer.Line($"public {(hasLoss ? "float" : "void")} Backward({valuesAndTarget}, global::StaticNets.ParameterSet gradients{inputGradients}, State state, int count) {body}");
        }

        var inputs = layers.Select((layer, position) => (Layer: layer, IsEncoded: stepping.IsEncoded(position)))
            .Where(input => LayerRegistry.IsInput(input.Layer.Kind)).GroupBy(input => Naming.InputName(input.Layer)).Select(group => group.First()).ToList();
        var names = GeneratedNames.OfInputParameters(layers);
        if (stepping.Encodes)
        {
            writer.Line($"public void Encode({string.Join(", ", inputs.Where(input => input.IsEncoded).Select(input => Declare(input.Layer, names)).Append("State state"))}) {body}");
        }

        if (stepping.HasStep)
        {
            var step = string.Join(", ", inputs.Where(input => !input.IsEncoded).Select(input => DeclareStep(input.Layer)).Append("global::System.Span<float> output"));
            writer.Line($"public void Step({step}, State state) {body}");
            if (DeclareExposed(GeneratedNames.OfExposed(layers).Where(weights => stepping.IsPerStep(weights.Position))) is { Length: > 0 } exposedByStep)
            {
                writer.Line($"public void Step({step}, {exposedByStep}State state) {body}");
            }
        }

        writer.Open("public sealed class State : global::StaticNets.RecurrentState");
        writer.Line("public State(int count = 1) : base(Info, count) { }");
        writer.Close();
    }

    /// <summary>The parameters for attention weights, each with a comma after it.</summary>
    private static string DeclareExposed(IEnumerable<(int Position, string Parameter)> weights) => string.Concat(weights.Select(entry => $"global::System.Span<float> {entry.Parameter}, "));

    /// <summary>The parameters of one step, without lengths.</summary>
    private static string DeclareStep(LayerDeclaration input)
        => $"global::System.ReadOnlySpan<{(input.Kind == TokensLayer.Name ? "int" : "float")}> {Identifier.Of(Naming.InputName(input))}";

    /// <param name="inputs">The names of all inputs, of which the lengths' may be one, which is reported.</param>
    private static string Declare(LayerDeclaration input, List<string> inputs)
        => DeclareStep(input) + (input.IsOn("Lengths") && $"{Naming.InputName(input)}Lengths" is var lengths && !inputs.Contains(lengths) ? $", global::System.ReadOnlySpan<int> {lengths}" : "");

    private static string Reason(ImmutableArray<Problem> problems)
    {
        var ids = problems.Where(problem => problem.IsError).Select(problem => problem.Descriptor.Id).Distinct().ToList();
        return ids.Count > 0
            ? string.Join(", ", ids)
            : "an argument of its attributes is not a constant, or a constant that another source generator makes";
    }
}
