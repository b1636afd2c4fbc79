using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;
using StaticNets.Generator.Schedule;

namespace StaticNets.Generator.Emit;

/// <summary>Writes what the runtime must know of the emitted code: the network's description, and where inputs and outputs lie.</summary>
internal sealed class LayoutWriter(NetworkPlan plan)
{
    private const string Nets = "global::StaticNets";
    private const string Runtime = "global::StaticNets.CompilerServices";
    private readonly NetworkModel model = plan.Model;

    public void Write(SourceWriter writer)
    {
        WriteConstants(writer);
        writer.Line("// A class of its own, so that it is made on first use and costs the network's methods no check.");
        writer.Open("private static class Layout");
        writer.Line($"public static readonly {Nets}.NetworkInfo Info = new {Nets}.NetworkInfo(");
        writer.Indentation++;
        writer.Line($"\"{model.Type.Name}\",");
        WriteList(writer, model.Inputs.Select(input =>
            $"new {Nets}.InputInfo(\"{input.Name}\", {Integers(input.Shape)}, {Nets}.InputKind.{input.Kind}, {Literal.Of(input.Vocabulary)}, {(input.Lengths is null ? "false" : "true")}, {(input.WantsGradient ? "true" : "false")}){(input.IsEncoded ? " { IsEncoded = true }" : "")}"));
        writer.Line($"{Integers(model.Forward.Output.Dimensions)},");
        writer.Line($"{Nets}.LossKind.{model.Loss.Kind},");
        WriteList(writer, model.Layers.Select(layer =>
            $"new {Nets}.LayerInfo(\"{layer.Name}\", {Text(layer.Declaration)}, {Integers(layer.Output.Dimensions)}, {Literal.Of(layer.ParameterCount)}, {Literal.Of(layer.MultiplyAdds)}L)"));
        writer.Line($"new {Nets}.ParameterLayout(\"{model.Type.Name}\", {Literal.Of(plan.Parameters.Length)}, [");
        writer.Indentation++;
        for (var i = 0; i < model.Parameters.Length; i++)
        {
            var parameter = model.Parameters[i];
            var placement = plan.Parameters.Placements[i];
            writer.Line($"new {Nets}.ParameterInfo(\"{parameter.Name}\", {Integers(parameter.Tensor.Dimensions)}, {Literal.Of(plan.Parameters.Offsets[i])}, {Integers(placement.Strides)}, {Initializer(parameter)}){(parameter.Summand is null ? "" : $" {{ Summand = \"{parameter.Summand}\" }}")},");
        }

        writer.Indentation--;
        writer.Line($"]){FileStatements()},");
        writer.Line($"{Literal.Of(model.Layers.Sum(layer => layer.MultiplyAdds))}L,");
        writer.Line($"{Literal.Of(plan.WorkspaceBytes)}L,");
        writer.Line($"\"{model.Hash}\")");
        writer.Indentation--;
        WriteMore(writer);
        writer.Line();
        WriteCode(writer);
        writer.Close();
    }

    private void WriteCode(SourceWriter writer)
    {
        var forward = model.Forward;
        writer.Line($"public static readonly {Runtime}.CodeLayout Code = new {Runtime}.CodeLayout");
        writer.Line("{");
        writer.Indentation++;
        writer.Line($"WorkspaceFloats = {Literal.Of(plan.End)},");
        WriteList(writer, model.Inputs.Select(input => Bound(input.Tensor)), "Inputs = ");
        if (model.Inputs.Any(input => input.Lengths is not null))
        {
            WriteList(writer, model.Inputs.Select(input => input.Lengths is { } lengths ? Bound(lengths) : "default"), "InputLengths = ");
        }

        if (!model.States.IsEmpty)
        {
            WriteList(writer, BoundStates(model, state => Bound(state.Initial), state => Bound(state.Final)), "States = ");
        }

        WriteList(writer, model.Inputs.Select(input => plan.InputGradients.TryGetValue(input.Tensor, out var gradient) ? Bound(gradient) : "default"), "InputGradients = ");
        if (!model.Exposed.IsEmpty)
        {
            WriteList(writer, model.Exposed.Select(exposed => Bound(exposed.Tensor)), "Exposed = ");
        }

        writer.Line($"Output = {Bound(forward.Output)},");
        writer.Line($"Loss = {Nets}.LossKind.{model.Loss.Kind},");
        writer.Line($"Target = {Bound(model.Loss.Target)},");
        if (model.Loss.Kind != LossKind.None)
        {
            writer.Line($"LossValue = {Bound(forward.Loss!)},");
            writer.Line($"ExampleWeight = {Bound(forward.Tensors.First(tensor => tensor.Role == TensorRole.ExampleWeight))},");
            writer.Line($"IgnoreIndex = {Literal.Of(model.Loss.IgnoreIndex)},");
            if (model.Loss.Lengths is not null)
            {
                writer.Line("LossLengthsInput = Info.LossLengthsInput,");
                writer.Line($"LossElementsPerStep = {Literal.Of(model.Loss.Target.Size / model.Loss.Target.Dimensions[0])},");
            }
        }

        if (plan.Step is { } step)
        {
            WriteOne(writer, "Step", step, model.Step!, state => (state.Initial, state.Final));
        }

        if (plan.Encode is { } encode)
        {
            WriteOne(writer, "Encode", encode, model.Step!, state => (null, state.First));
        }

        writer.Indentation--;
        writer.Line("};");
    }

    /// <summary>Where the code that encodes one sequence, or takes one step of it, has its inputs, output and states.</summary>
    /// <param name="places">Where a state comes from and goes to.</param>
    private void WriteOne(SourceWriter writer, string name, FormPlan form, NetworkModel one, Func<StateModel, (Tensor? Initial, Tensor? Final)> places)
    {
        bool IsCopied(Tensor? tensor) => tensor is not null && form.Locations[Purpose.Infer].TryGetValue(tensor, out var place) && place.Memory == Memory.Workspace;

        string Bound(Tensor? tensor)
            => $"new {Runtime}.BoundTensor({Literal.Of(tensor?.Size ?? 0)}, -1, {Literal.Of(IsCopied(tensor) ? form.LocationOf(Purpose.Infer, tensor!).Offset : -1)})";

        writer.Line($"{name} = new {Runtime}.CodeLayout");
        writer.Line("{");
        writer.Indentation++;
        writer.Line($"WorkspaceFloats = {Literal.Of(form.End)},");
        WriteList(writer, one.Inputs.Select(input => Bound(input.Tensor)), "Inputs = ");
        if (one.Inputs.Any(input => input.Lengths is not null))
        {
            WriteList(writer, one.Inputs.Select(input => Bound(input.Lengths)), "InputLengths = ");
        }

        writer.Line("InputGradients = [],");
        if (one.States.Any(state => IsCopied(places(state).Initial) || IsCopied(places(state).Final)))
        {
            WriteList(writer, BoundStates(one, state => Bound(places(state).Initial), state => Bound(places(state).Final)), "States = ");
        }

        writer.Line($"EncodedOffset = {Literal.Of(plan.Sequence.EncodedOffset)},");
        writer.Line($"StepsOffset = {Literal.Of(plan.Sequence.StepsOffset)},");
        writer.Line($"MaximumSteps = {Literal.Of(one.MaximumSteps ?? int.MaxValue)},");
        if (!one.Exposed.IsEmpty)
        {
            WriteList(writer, model.Exposed.Select((_, i) => Bound(one.Exposed.FirstOrDefault(exposed => exposed.Tensor.Ordinal == i)?.Tensor)), "Exposed = ");
        }

        writer.Line($"Output = {Bound(one.Forward.Output)},");
        writer.Line($"Loss = {Nets}.LossKind.None,");
        writer.Line("Target = default,");
        writer.Indentation--;
        writer.Line("},");
    }

    /// <summary>The widths of the emitted code, and what only some networks have: steps that the loss does not count, states, and weights that can be read.</summary>
    private void WriteMore(SourceWriter writer)
    {
        writer.Line("{");
        writer.Indentation++;
        writer.Line($"VectorWidths = {Integers(model.Options.VectorWidths)},");
        if (model.Loss.Lengths is { } lengths)
        {
            writer.Line($"LossLengthsInput = {Literal.Of(lengths.Ordinal)},");
        }

        if (!model.Exposed.IsEmpty)
        {
            WriteList(writer, model.Exposed.Select(exposed => $"new {Nets}.ExposedInfo(\"{exposed.Name}\", {Integers(exposed.Tensor.Dimensions)})"), "Exposed = ");
        }

        if (!plan.Sequence.Tensors.IsEmpty)
        {
            WriteStates(writer);
        }

        writer.Indentation--;
        writer.Line("};");
    }

    private void WriteStates(SourceWriter writer)
    {
        WriteList(
            writer,
            plan.Sequence.Tensors.Select(held => $"new {Nets}.StateInfo(\"{held.Name}\", {Integers(held.Placement.Tensor.Dimensions)}, {Literal.Of(held.Offset)}, {Integers(held.Placement.Strides)})"),
            "States = ");
        writer.Line($"StateSize = {Literal.Of(plan.Sequence.Length)},");
        writer.Line($"CarriesState = {(model.States.IsEmpty ? "false" : "true")},");
    }

    /// <summary>The states of recurrent layers, which come first in the floats of a sequence.</summary>
    private IEnumerable<string> BoundStates(NetworkModel network, Func<StateModel, string> initial, Func<StateModel, string> final) => network.States.Zip(
        plan.Sequence.Tensors, (state, held) => $"new {Runtime}.BoundState({Literal.Of(state.Final.Size)}, {Literal.Of(held.Offset)}, {initial(state)}, {final(state)})");

    /// <summary>Tables that the compiler computed, in the order that the kernels read them in.</summary>
    private void WriteConstants(SourceWriter writer)
    {
        var parameters = plan.Parameters;
        if (parameters.ConstantsLength == 0)
        {
            return;
        }

        writer.Line($"private static readonly {Runtime}.Workspace Constants = {Runtime}.CodeLayout.MakeConstants([{string.Join(", ", Values())}]);");
        writer.Line();

        IEnumerable<string> Values()
        {
            var values = new double[parameters.ConstantsLength];
            foreach (var placement in parameters.Constants)
            {
                var tensor = placement.Tensor;
                for (var i = 0; i < tensor.Size; i++)
                {
                    int rest = i, address = parameters.ConstantOffsets[tensor];
                    for (var d = tensor.Rank - 1; d >= 0; d--)
                    {
                        address += rest % tensor.Dimensions[d] * placement.Strides[d];
                        rest /= tensor.Dimensions[d];
                    }

                    values[address] = tensor.Values[i];
                }
            }

            return values.Select(Literal.Of);
        }
    }

    /// <summary>Where a tensor lies in a block and for one example; the place is the same for all purposes.</summary>
    private string Bound(Tensor tensor)
    {
        return $"new {Runtime}.BoundTensor({Literal.Of(tensor.Size)}, {Offset(plan.Batch)}, {Offset(plan.Single)})";

        string Offset(FormPlan form) => Literal.Of(form.Locations.Values.Select(places => places.TryGetValue(tensor, out var place) ? place.Offset : -1).Max());
    }

    private string FileStatements() => model.FileStatements.IsEmpty ? ""
        : $" {{ FileStatements = new global::System.Collections.Generic.Dictionary<string, string> {{ {string.Join(", ", model.FileStatements.Select(statement => $"[{Text(statement.Key)}] = {Text(statement.Value)}"))} }} }}";

    private static string Initializer(ParameterModel parameter)
        => $"{Nets}.Initializer.{parameter.Initializer}({parameter.Value.ToString("R", System.Globalization.CultureInfo.InvariantCulture)})";

    private static string Integers(EquatableArray<int> values) => $"[{string.Join(", ", values.Select(Literal.Of))}]";

    private static string Text(string text) => "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";

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
