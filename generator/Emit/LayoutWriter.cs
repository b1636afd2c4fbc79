using StaticNets.Generator.Lower;
using StaticNets.Generator.Members;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Emit;

/// <summary>Writes what the runtime must know of the emitted code: the network's description, and where inputs and outputs lie.</summary>
internal sealed class LayoutWriter(NetworkLayout layout)
{
    private const string Nets = "global::StaticNets";
    private const string Runtime = "global::StaticNets.CompilerServices";
    private readonly NetworkModel model = layout.Model;

    public void Write(SourceWriter writer)
    {
        WriteConstants(writer);
        writer.Open(SourceFile.Layout);
        writer.Open("static Layout()");
        writer.Line($"Info = new {Nets}.NetworkInfo(");
        writer.Indentation++;
        writer.Line($"\"{model.Type.Name}\",");
        WriteList(writer, model.Inputs.Select(input =>
            $"new {Nets}.InputInfo(\"{input.Name}\", {Integers(input.Shape)}, {Nets}.InputKind.{input.Kind}, {Literal.Of(input.Vocabulary)}, "
                + $"{(input.Lengths is null ? "false" : "true")}, {(input.WantsGradient ? "true" : "false")})"
                + Braces(input.IsEncoded ? "IsEncoded = true" : null, input.LeastLength > 1 ? $"LeastLength = {Literal.Of(input.LeastLength)}" : null)));
        writer.Line($"{Integers(model.Forward.Output.Dimensions)},");
        writer.Line($"{Nets}.LossKind.{model.Losses[0].Kind},");
        WriteList(writer, model.Layers.Select(layer =>
            $"new {Nets}.LayerInfo(\"{layer.Name}\", {Literal.Of(layer.Declaration)}, {Integers(layer.Output.Dimensions)}, {Literal.Of(layer.ParameterCount)}, "
                + $"{Literal.Of(layer.MultiplyAdds)}L)"));
        writer.Line($"new {Nets}.ParameterLayout(\"{model.Type.Name}\", {Literal.Of(layout.ParameterFloats)}, [");
        writer.Indentation++;
        foreach (var (parameter, offset, strides, panels) in layout.Parameters)
        {
            var more = Braces(
                parameter.Summand is null ? null : $"Summand = \"{parameter.Summand}\"",
                parameter is { IsTrained: false, IsBuffer: false } ? "IsTrained = false" : null,
                parameter.Momentum is { } momentum ? $"Momentum = {momentum.ToString("R", System.Globalization.CultureInfo.InvariantCulture)}" : null,
                panels is null
                    ? null
                    : $"Panels = new {Nets}.PanelLayout({Literal.Of(panels.Axis)}, {Literal.Of(panels.Width)}, {Literal.Of(panels.Group)}, "
                        + $"{Literal.Of(panels.Stride)})");
            writer.Line(
                $"new {Nets}.ParameterInfo(\"{parameter.Name}\", {Integers(parameter.Tensor.Dimensions)}, {Literal.Of(offset)}, {Integers(strides)}, "
                    + $"{Initializer(parameter)}){more},");
        }

        writer.Indentation--;
        writer.Line($"]){LayoutProperties()},");
        writer.Line($"{Literal.Of(model.Layers.Sum(layer => layer.MultiplyAdds))}L,");
        writer.Line($"{Literal.Of(layout.WorkspaceBytes)}L,");
        writer.Line($"\"{model.Hash}\")");
        writer.Indentation--;
        WriteMore(writer);
        writer.Line();
        WriteCode(writer);
        writer.Close();
        writer.Close();
    }

    private void WriteCode(SourceWriter writer)
    {
        writer.Line($"Code = new {Runtime}.CodeLayout");
        writer.Line("{");
        writer.Indentation++;
        WriteTensors(writer, layout.Code);
        writer.Line($"Output = {Bound(layout.Code.Output)},");
        WriteList(
            writer,
            layout.Code.Losses.Select((loss, i) => BoundLoss(loss, model.HasLoss ? $"Info.Losses[{Literal.Of(i)}]" : "null")),
            "Losses = ");
        if (layout.Code.Presence is { } presence)
        {
            writer.Line($"Presence = {Bound(presence)},");
        }

        if (!layout.Borders.IsEmpty)
        {
            writer.Line("Regions = Info.Borders.Length + 1,");
        }

        WriteOne(writer, "Step", layout.Step);
        WriteOne(writer, "Encode", layout.Encode);
        writer.Indentation--;
        writer.Line("};");
    }

    /// <summary>Where the code that encodes one sequence, or takes one step of it, has its inputs, output and states.</summary>
    private void WriteOne(SourceWriter writer, string name, CodeLayout? one)
    {
        if (one is null)
        {
            return;
        }

        writer.Line($"{name} = new {Runtime}.CodeLayout");
        writer.Line("{");
        writer.Indentation++;
        WriteTensors(writer, one);
        writer.Line($"EncodedOffset = {Literal.Of(layout.Sequence.EncodedOffset)},");
        writer.Line($"StepsOffset = {Literal.Of(layout.Sequence.StepsOffset)},");
        writer.Line($"MaximumSteps = {Literal.Of(model.Step!.MaximumSteps ?? int.MaxValue)},");
        writer.Line($"Output = {Bound(one.Output)},");
        writer.Indentation--;
        writer.Line("},");
    }

    /// <summary>What all code has: a workspace, inputs, states, weights that can be read.</summary>
    private static void WriteTensors(SourceWriter writer, CodeLayout code)
    {
        writer.Line($"WorkspaceFloats = {Literal.Of(code.WorkspaceFloats)},");
        if (code.InferenceFloats != code.WorkspaceFloats)
        {
            writer.Line($"InferenceFloats = {Literal.Of(code.InferenceFloats)},");
        }

        WriteList(writer, code.Inputs.Select(Bound), "Inputs = ");
        WriteList(writer, code.InputGradients.Select(Bound), "InputGradients = ");
        WriteIfAny(writer, code.InputLengths.Select(Bound), "InputLengths = ");
        WriteIfAny(
            writer, code.States.Select(state =>
                $"new {Runtime}.BoundState({Literal.Of(state.Size)}, {Literal.Of(state.Offset)}, {Bound(state.Initial)}, {Bound(state.Final)})"), "States = ");
        WriteIfAny(writer, code.Exposed.Select(Bound), "Exposed = ");
        WriteIfAny(writer, code.MoreOutputs.Select(Bound), "MoreOutputs = ");
    }

    /// <summary>
    /// The widths of the emitted code, and what only some networks have: steps that the loss does not count, states, and weights that can be read.
    /// </summary>
    private void WriteMore(SourceWriter writer)
    {
        writer.Line("{");
        writer.Indentation++;
        writer.Line($"VectorWidths = {Integers(model.Options.VectorWidths)},");
        writer.Line($"InferenceBytes = {Literal.Of(layout.InferenceBytes)}L,");
        if (model.HasLoss)
        {
            WriteList(writer, model.Losses.Select(Loss), "Losses = ");
        }

        if (!layout.Borders.IsEmpty)
        {
            WriteList(writer, layout.Borders.Select(border => $"new({Literal.Of(border.First)}, {Literal.Of(border.Length)})"), "Borders = ");
            writer.Line($"LeastBatch = {Literal.Of(model.LeastBatch)},");
        }

        if (!model.Exposed.IsEmpty)
        {
            WriteList(
                writer, model.Exposed.Select(exposed => $"new {Nets}.ExposedInfo(\"{exposed.Name}\", {Integers(exposed.Tensor.Dimensions)})"), "Exposed = ");
        }

        if (!model.Outputs.IsEmpty)
        {
            WriteList(
                writer,
                model.Outputs.Select(output => (output.Name, output.Tensor.Dimensions)).Prepend((Name: "output", model.Forward.Output.Dimensions))
                    .Select(output => $"new {Nets}.OutputInfo(\"{output.Name}\", {Integers(output.Dimensions)})"),
                "Outputs = ");
        }

        WriteIfAny(
            writer,
            model.Normalizations.Select(normalization =>
                $"new {Nets}.NormalizationInfo(\"{normalization.Name}\", {Literal.Of(normalization.Input)}, {Literal.Of(normalization.Axis)})"),
            "Normalizations = ");
        if (!layout.Sequence.Tensors.IsEmpty)
        {
            WriteStates(writer);
        }

        writer.Indentation--;
        writer.Line("};");
    }

    private string Loss(LossModel loss)
    {
        var rules = loss.LengthRules.Select(rule => $"new {Nets}.LengthRule({Literal.Of(rule.Offset)}, {Literal.Of(rule.Stride)})");
        return $"new {Nets}.LossInfo(\"{loss.Name}\", {Nets}.LossKind.{loss.Kind}, {Integers(loss.Input.Dimensions)})" + Braces(
            loss.Weight == Agreement.LossWeight ? null : $"Weight = {loss.Weight.ToString("R", System.Globalization.CultureInfo.InvariantCulture)}",
            loss.IsOfOutput ? null : "IsOfOutput = false",
            loss.IgnoreIndex == Agreement.IgnoreIndex ? null : $"IgnoreIndex = {Literal.Of(loss.IgnoreIndex)}",
            loss.Lengths is null ? null : $"LengthsInput = {Literal.Of(loss.LengthsInput)}",
            loss.LengthRules.Count == 0 ? null : $"LengthRules = [{string.Join(", ", rules)}]");
    }

    private void WriteStates(SourceWriter writer)
    {
        WriteList(
            writer,
            layout.Sequence.Tensors
                .Select(held => $"new {Nets}.StateInfo(\"{held.Name}\", {Integers(held.Dimensions)}, {Literal.Of(held.Offset)}, {Integers(held.Strides)})"),
            "States = ");
        writer.Line($"StateSize = {Literal.Of(layout.Sequence.Length)},");
        writer.Line($"CarriesState = {(model.States.IsEmpty ? "false" : "true")},");
    }

    /// <summary>The tables that the compiler computed.</summary>
    private void WriteConstants(SourceWriter writer)
    {
        if (layout.Constants.IsEmpty)
        {
            return;
        }

        writer.Line(SourceFile.GeneratedCode);
        writer.Line(
            $"private static readonly {Runtime}.Workspace Constants = "
                + $"{Runtime}.CodeLayout.MakeConstants([{string.Join(", ", layout.Constants.Select(Literal.Of))}]);");
        writer.Line();
    }

    private static string Bound(BoundTensor? tensor)
        => tensor is null
            ? "default"
            : $"new {Runtime}.BoundTensor({Literal.Of(tensor.Size)}, {Literal.Of(tensor.InBlock)}, "
                + $"{Literal.Of(tensor.InOne)}){(tensor.StepSize == 0 ? "" : $" {{ StepSize = {Literal.Of(tensor.StepSize)} }}")}";

    private static string BoundLoss(BoundLoss loss, string info) => $"new {Runtime}.BoundLoss({info}, {Bound(loss.Target)})" + Braces(
        loss.Value is null ? null : $"Value = {Bound(loss.Value)}",
        loss.ExampleWeight is null ? null : $"ExampleWeight = {Bound(loss.ExampleWeight)}",
        loss.ClassWeights is null ? null : $"ClassWeights = {Bound(loss.ClassWeights)}",
        loss.Scored is null ? null : $"Scored = {Bound(loss.Scored)}");

    private string LayoutProperties()
    {
        var required = model.FileStatements.Where(statement => statement.WhereUnstated is not null).ToList();
        return Braces(
            layout.TrainedFloats == layout.ParameterFloats ? null : $"TrainedLength = {Literal.Of(layout.TrainedFloats)}",
            layout.GradientFloats == layout.ParameterFloats ? null : $"GradientLength = {Literal.Of(layout.GradientFloats)}",
            model.FileStatements.IsEmpty ? null : $"FileStatements = {Dictionary(model.FileStatements, statement => statement.Value)}",
            required.Count == 0 ? null : $"RequiredStatements = {Dictionary(required, statement => statement.WhereUnstated!)}");
    }

    private static string Dictionary(IEnumerable<FileStatement> statements, Func<FileStatement, string> value)
    {
        var pairs = statements.Select(statement => $"[{Literal.Of(statement.Key)}] = {Literal.Of(value(statement))}");
        return $"new global::System.Collections.Generic.Dictionary<string, string> {{ {string.Join(", ", pairs)} }}";
    }

    private static string Initializer(ParameterModel parameter)
        => $"{Nets}.Initializer.{parameter.Initializer}({parameter.Value.ToString("R", System.Globalization.CultureInfo.InvariantCulture)})";

    private static string Integers(EquatableArray<int> values) => $"[{string.Join(", ", values.Select(Literal.Of))}]";


    /// <summary>What sets properties behind a constructor.</summary>
    private static string Braces(params string?[] properties)
        => properties.OfType<string>().ToList() is { Count: > 0 } written ? $" {{ {string.Join(", ", written)} }}" : "";

    private static void WriteIfAny(SourceWriter writer, IEnumerable<string> items, string prefix)
    {
        if (items.Any())
        {
            WriteList(writer, items, prefix);
        }
    }

    private static void WriteList(SourceWriter writer, IEnumerable<string> items, string prefix = "")
    {
        writer.Line($"{prefix}[");
        writer.Indentation++;
        foreach (var item in items)
        {
            writer.Line(item + ",");
        }

        writer.Indentation--;
        writer.Line("],");
    }
}
