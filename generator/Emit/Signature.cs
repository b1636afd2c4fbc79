using System.Collections.Immutable;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Emit;

/// <summary>The parameter lists of the typed methods, their checks and their documentation.</summary>
internal sealed class Signature
{
    private const string Guard = "global::StaticNets.CompilerServices.Guard";
    private readonly NetworkModel model;
    private readonly ImmutableArray<InputModel> inputs;
    private readonly ImmutableArray<ExposedModel> exposed;

    private Signature(NetworkModel model, IEnumerable<InputModel> inputs, ImmutableArray<ExposedModel> exposed)
    {
        this.model = model;
        this.inputs = [.. inputs];
        this.exposed = exposed;
    }

    /// <summary>Of methods that take whole sequences.</summary>
    public Signature(NetworkModel model)
        : this(model, model.Inputs, [])
    {
    }

    /// <summary>Of the method that encodes, in the network for one step.</summary>
    public static Signature OfEncoding(NetworkModel step) => new(step, step.Inputs.Where(input => input.IsEncoded), []);

    /// <summary>Of the method that takes a step, in the network for one step.</summary>
    public static Signature OfStep(NetworkModel step) => new(step, step.Inputs.Where(input => !input.IsEncoded), []);

    /// <summary>This and, where the network exposes any, one that gives attention weights too.</summary>
    public IEnumerable<Signature> Overloads => model.Exposed.IsEmpty ? [this] : [this, new(model, inputs, model.Exposed)];

    public string Inputs => string.Join(", ", inputs.Select(input => Declare(input) + (input.Lengths is null ? "" : $", global::System.ReadOnlySpan<int> {LengthsOf(input)}")));

    public string Target => $"global::System.ReadOnlySpan<{(TakesLabels ? "int" : "float")}> {TargetName}";

    public string InputGradients => string.Concat(WithGradient.Select(input => $", global::System.Span<float> {input.Name}Gradient"));

    /// <summary>The spans for attention weights, each with a comma after it; empty where there are none.</summary>
    public string Exposed => string.Concat(exposed.Select(weights => $"global::System.Span<float> {weights.Parameter}, "));

    private string TargetName => model.Loss.Kind == LossKind.None ? "outputGradient" : model.Inputs.Any(input => input.Name == "target") ? "labels" : "target";

    private bool TakesLabels => model.Loss.Kind == LossKind.SoftmaxCrossEntropy;

    private IEnumerable<InputModel> WithGradient => inputs.Where(input => input.WantsGradient);

    public static void DocumentCount(SourceWriter writer)
        => writer.Line("/// <param name=\"count\">The number of examples, at least 1.</param>");

    public static void CheckCount(SourceWriter writer) => writer.Line($"{Guard}.Count(count);");

    public void DocumentInputs(SourceWriter writer)
    {
        foreach (var input in inputs)
        {
            writer.Line(input.Kind == InputKind.Tokens
                ? $"/// <param name=\"{input.Name}\">[count, {Documentation.Shape(input.Shape)}] tokens from 0 to {Literal.Of(input.Vocabulary - 1)}.</param>"
                : $"/// <param name=\"{input.Name}\">[count, {Documentation.Shape(input.Shape)}], row-major.</param>");
            if (input.Lengths is not null)
            {
                writer.Line($"/// <param name=\"{LengthsOf(input)}\">[count]: how many steps of each example are real, from 1 to {Literal.Of(input.Shape[0])}.</param>");
            }
        }
    }

    public void DocumentTarget(SourceWriter writer) => writer.Line(model.Loss.Kind switch
    {
        LossKind.SoftmaxCrossEntropy => $"/// <param name=\"{TargetName}\">Class indices from 0 to {Literal.Of(model.Loss.Classes - 1)}{TargetShape}; {Literal.Of(model.Loss.IgnoreIndex)} leaves one out.</param>",
        LossKind.None => $"/// <param name=\"{TargetName}\">The gradient of the output{TargetShape}.</param>",
        _ => $"/// <param name=\"{TargetName}\">The wanted output{TargetShape}.</param>",
    });

    public void DocumentInputGradients(SourceWriter writer)
    {
        foreach (var input in WithGradient)
        {
            writer.Line($"/// <param name=\"{input.Name}Gradient\">Gets the gradient of <c>{input.Name}</c>.</param>");
        }
    }

    public void CheckInputs(SourceWriter writer)
    {
        foreach (var input in inputs)
        {
            Check(writer, input.Parameter, input.Shape, input.Tensor.Size);
            if (input.Kind == InputKind.Tokens)
            {
                writer.Line($"{Guard}.Tokens({input.Parameter}, \"{input.Name}\", {Literal.Of(input.Tensor.Size)}, {Literal.Of(input.Vocabulary)});");
            }

            if (input.Lengths is not null)
            {
                writer.Line($"{Guard}.Lengths({LengthsOf(input)}, \"{LengthsOf(input)}\", count, {Literal.Of(input.Shape[0])});");
            }
        }
    }

    public void CheckTarget(SourceWriter writer)
    {
        Check(writer, TargetName, model.Loss.Target.Dimensions, model.Loss.Target.Size);
        if (TakesLabels)
        {
            writer.Line($"{Guard}.Labels({TargetName}, \"{TargetName}\", {Literal.Of(model.Loss.Target.Size)}, {Literal.Of(model.Loss.Classes)}, {Literal.Of(model.Loss.IgnoreIndex)});");
        }
    }

    public void CheckInputGradients(SourceWriter writer)
    {
        foreach (var input in WithGradient)
        {
            Check(writer, $"{input.Name}Gradient", input.Shape, input.Tensor.Size);
        }
    }

    public void DocumentExposed(SourceWriter writer)
    {
        foreach (var weights in exposed)
        {
            writer.Line($"/// <param name=\"{weights.Parameter}\">Gets the attention weights of <c>{weights.Name}</c>, [count, {Documentation.Shape(weights.Tensor.Dimensions)}]; may be empty.</param>");
        }
    }

    public void CheckExposed(SourceWriter writer)
    {
        foreach (var weights in exposed)
        {
            writer.Line($"if (!{weights.Parameter}.IsEmpty)");
            writer.Indentation++;
            Check(writer, weights.Parameter, weights.Tensor.Dimensions, weights.Tensor.Size);
            writer.Indentation--;
        }
    }

    public void SetExposed(SourceWriter writer)
    {
        foreach (var weights in exposed)
        {
            writer.Line($"batch.SetExposed({Literal.Of(weights.Tensor.Ordinal)}, {weights.Parameter});");
        }
    }

    /// <summary>Makes an empty batch: the first statement of a method, so that its half a kilobyte is cleared but once.</summary>
    public static void BeginBatch(SourceWriter writer) => writer.Line("global::StaticNets.Batch batch = new global::StaticNets.Batch();");

    public void FillBatch(SourceWriter writer)
    {
        writer.Line("batch.Count = count;");
        foreach (var input in inputs)
        {
            var ordinal = Literal.Of(input.Tensor.Ordinal);
            writer.Line($"batch.Set{(input.Kind == InputKind.Tokens ? "Tokens" : "Values")}({ordinal}, {input.Parameter});");
            if (input.Lengths is not null)
            {
                writer.Line($"batch.SetLengths({ordinal}, {LengthsOf(input)});");
            }
        }
    }

    public void SetTarget(SourceWriter writer) => writer.Line($"batch.{(TakesLabels ? "Labels" : "Targets")} = {TargetName};");

    public void SetInputGradients(SourceWriter writer)
    {
        foreach (var input in WithGradient)
        {
            writer.Line($"batch.SetInputGradient({Literal.Of(input.Tensor.Ordinal)}, {input.Name}Gradient);");
        }
    }

    private static string Declare(InputModel input) => $"global::System.ReadOnlySpan<{(input.Kind == InputKind.Tokens ? "int" : "float")}> {input.Parameter}";

    private static string LengthsOf(InputModel input) => $"{input.Name}Lengths";

    private string TargetShape => model.Loss.Target.Rank == 0 ? "" : $", [count, {Documentation.Shape(model.Loss.Target.Dimensions)}]";

    private static void Check(SourceWriter writer, string name, EquatableArray<int> shape, long size)
        => writer.Line($"{Guard}.Length({name}.Length, \"{name.TrimStart('@')}\", count, \"{Documentation.Shape(shape)}\", {Literal.Of(size)});");
}
