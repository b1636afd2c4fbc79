using System.Globalization;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Emit;

/// <summary>The parameter lists of the typed methods, their checks and their documentation.</summary>
internal sealed class Signature(NetworkModel model)
{
    private const string Guard = "global::StaticNets.CompilerServices.Guard";

    public string Inputs => InputsWhere(_ => true);

    public string Target => $"global::System.ReadOnlySpan<{(TakesLabels ? "int" : "float")}> {TargetName}";

    public string InputGradients => string.Concat(WithGradient.Select(input => $", global::System.Span<float> {input.Name}Gradient"));

    /// <summary>The spans for attention weights, each with a comma after it; empty where there are none.</summary>
    public string Exposed => string.Concat(model.Exposed.Select(exposed => $"global::System.Span<float> {exposed.Parameter}, "));

    private string TargetName => model.Loss.Kind == LossKind.None ? "outputGradient" : model.Inputs.Any(input => input.Name == "target") ? "labels" : "target";

    private bool TakesLabels => model.Loss.Kind == LossKind.SoftmaxCrossEntropy;

    private IEnumerable<InputModel> WithGradient => model.Inputs.Where(input => input.WantsGradient);

    public static string Pascal(string name) => char.ToUpper(name[0], CultureInfo.InvariantCulture) + name.Substring(1);

    /// <summary>Some of the inputs, with their lengths.</summary>
    public string InputsWhere(Func<InputModel, bool> isWanted)
        => string.Join(", ", model.Inputs.Where(isWanted).Select(input => Declare(input) + (input.Lengths is null ? "" : $", global::System.ReadOnlySpan<int> {LengthsOf(input)}")));

    /// <summary>The inputs of one step, which have no lengths.</summary>
    public static string StepInputs(IEnumerable<InputModel> inputs) => string.Join(", ", inputs.Select(Declare));

    public static void DocumentCount(SourceWriter writer)
        => writer.Line("/// <param name=\"count\">The number of examples, at least 1.</param>");

    public void DocumentInputs(SourceWriter writer, Func<InputModel, bool>? isWanted = null)
    {
        foreach (var input in model.Inputs.Where(isWanted ?? (_ => true)))
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

    public void CheckInputs(SourceWriter writer, Func<InputModel, bool>? isWanted = null)
    {
        writer.Line($"{Guard}.Count(count);");
        foreach (var input in model.Inputs.Where(isWanted ?? (_ => true)))
        {
            CheckInput(writer, input);
            if (input.Lengths is not null)
            {
                writer.Line($"{Guard}.Lengths({LengthsOf(input)}, nameof({LengthsOf(input)}), count, {Literal.Of(input.Shape[0])});");
            }
        }
    }

    public static void CheckStepInputs(SourceWriter writer, IEnumerable<InputModel> inputs)
    {
        foreach (var input in inputs)
        {
            CheckInput(writer, input);
        }
    }

    private static void CheckInput(SourceWriter writer, InputModel input)
    {
        Check(writer, input.Name, input.Shape, input.Tensor.Size);
        if (input.Kind == InputKind.Tokens)
        {
            writer.Line($"{Guard}.Tokens({input.Name}, nameof({input.Name}), {Literal.Of(input.Tensor.Size)}, {Literal.Of(input.Vocabulary)});");
        }
    }

    public void CheckTarget(SourceWriter writer)
    {
        Check(writer, TargetName, model.Loss.Target.Dimensions, model.Loss.Target.Size);
        if (TakesLabels)
        {
            writer.Line($"{Guard}.Labels({TargetName}, nameof({TargetName}), {Literal.Of(model.Loss.Target.Size)}, {Literal.Of(model.Loss.Classes)}, {Literal.Of(model.Loss.IgnoreIndex)});");
        }
    }

    public void CheckInputGradients(SourceWriter writer)
    {
        foreach (var input in WithGradient)
        {
            Check(writer, $"{input.Name}Gradient", input.Shape, input.Tensor.Size);
        }
    }

    /// <summary>What the spans for attention weights get, by whole sequence or by step.</summary>
    public static void DocumentExposed(SourceWriter writer, NetworkModel network)
    {
        foreach (var exposed in network.Exposed)
        {
            writer.Line($"/// <param name=\"{exposed.Parameter}\">Gets the attention weights of <c>{exposed.Name}</c>, [count, {Documentation.Shape(exposed.Tensor.Dimensions)}]; may be empty.</param>");
        }
    }

    public static void CheckExposed(SourceWriter writer, NetworkModel network)
    {
        foreach (var exposed in network.Exposed)
        {
            writer.Line($"if (!{exposed.Parameter}.IsEmpty)");
            writer.Indentation++;
            Check(writer, exposed.Parameter, exposed.Tensor.Dimensions, exposed.Tensor.Size);
            writer.Indentation--;
        }
    }

    public static void SetExposed(SourceWriter writer, NetworkModel network)
    {
        for (var i = 0; i < network.Exposed.Length; i++)
        {
            writer.Line($"batch.SetExposed({Literal.Of(i)}, {network.Exposed[i].Parameter});");
        }
    }

    /// <param name="isWanted">Which inputs the method has; null for all.</param>
    /// <param name="withLengths">Whether it has their lengths.</param>
    public void MakeBatch(SourceWriter writer, Func<InputModel, bool>? isWanted = null, bool withLengths = true)
    {
        writer.Line("var batch = new global::StaticNets.Batch();");
        writer.Line("batch.Count = count;");
        for (var i = 0; i < model.Inputs.Length; i++)
        {
            if (isWanted is not null && !isWanted(model.Inputs[i]))
            {
                continue;
            }

            writer.Line($"batch.Set{(model.Inputs[i].Kind == InputKind.Tokens ? "Tokens" : "Values")}({Literal.Of(i)}, {model.Inputs[i].Name});");
            if (withLengths && model.Inputs[i].Lengths is not null)
            {
                writer.Line($"batch.SetLengths({Literal.Of(i)}, {LengthsOf(model.Inputs[i])});");
            }
        }
    }

    public void SetTarget(SourceWriter writer) => writer.Line($"batch.{(TakesLabels ? "Labels" : "Targets")} = {TargetName};");

    public void SetInputGradients(SourceWriter writer)
    {
        for (var i = 0; i < model.Inputs.Length; i++)
        {
            if (model.Inputs[i].WantsGradient)
            {
                writer.Line($"batch.SetInputGradient({Literal.Of(i)}, {model.Inputs[i].Name}Gradient);");
            }
        }
    }

    private static string Declare(InputModel input) => $"global::System.ReadOnlySpan<{(input.Kind == InputKind.Tokens ? "int" : "float")}> {input.Name}";

    private static string LengthsOf(InputModel input) => $"{input.Name}Lengths";

    private string TargetShape => model.Loss.Target.Rank == 0 ? "" : $", [count, {Documentation.Shape(model.Loss.Target.Dimensions)}]";

    private static void Check(SourceWriter writer, string name, EquatableArray<int> shape, long size)
        => writer.Line($"{Guard}.Length({name}.Length, nameof({name}), count, \"{Documentation.Shape(shape)}\", {Literal.Of(size)});");
}
