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
            $"new {Nets}.InputInfo(\"{input.Name}\", {Integers(input.Shape)}, {Nets}.InputKind.{input.Kind}, {Literal.Of(input.Vocabulary)}, {(input.Lengths is null ? "false" : "true")}, {(input.WantsGradient ? "true" : "false")})"));
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
            writer.Line($"new {Nets}.ParameterInfo(\"{parameter.Name}\", {Integers(parameter.Tensor.Dimensions)}, {Literal.Of(plan.Parameters.Offsets[i])}, {Integers(placement.Strides)}, {Initializer(parameter)}),");
        }

        writer.Indentation--;
        writer.Line("]),");
        writer.Line($"{Literal.Of(model.Layers.Sum(layer => layer.MultiplyAdds))}L,");
        writer.Line($"{Literal.Of(plan.WorkspaceBytes)}L,");
        writer.Line($"\"{model.Hash}\"){(model.States.IsEmpty ? ";" : "")}");
        writer.Indentation--;
        if (!model.States.IsEmpty)
        {
            WriteStates(writer);
        }

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
            WriteList(writer, BoundStates(model, Bound), "States = ");
        }

        WriteList(writer, model.Inputs.Select(input => plan.InputGradients.TryGetValue(input.Tensor, out var gradient) ? Bound(gradient) : "default"), "InputGradients = ");
        writer.Line($"Output = {Bound(forward.Output)},");
        writer.Line($"Loss = {Nets}.LossKind.{model.Loss.Kind},");
        writer.Line($"Target = {Bound(model.Loss.Target)},");
        if (model.Loss.Kind != LossKind.None)
        {
            writer.Line($"LossValue = {Bound(forward.Loss!)},");
            writer.Line($"ExampleWeight = {Bound(forward.Tensors.First(tensor => tensor.Role == TensorRole.ExampleWeight))},");
            writer.Line($"IgnoreIndex = {Literal.Of(model.Loss.IgnoreIndex)},");
            if (model.Loss.Lengths is { } lengths)
            {
                writer.Line($"LossLengthsInput = {Literal.Of(lengths.Ordinal)},");
                writer.Line($"LossElementsPerStep = {Literal.Of(model.Loss.Target.Size / model.Loss.Target.Dimensions[0])},");
            }
        }

        if (plan.Step is { } step)
        {
            WriteStep(writer, step, model.Step!);
        }

        writer.Indentation--;
        writer.Line("};");
    }

    /// <summary>Where one step of one sequence has its inputs, output and states.</summary>
    private void WriteStep(SourceWriter writer, FormPlan step, NetworkModel one)
    {
        string InStep(Tensor tensor)
        {
            var offset = step.Locations[Purpose.Infer].TryGetValue(tensor, out var place) ? place.Offset : -1;
            return $"new {Runtime}.BoundTensor({Literal.Of(tensor.Size)}, -1, {Literal.Of(offset)})";
        }

        writer.Line($"Step = new {Runtime}.CodeLayout");
        writer.Line("{");
        writer.Indentation++;
        writer.Line($"WorkspaceFloats = {Literal.Of(plan.End)},");
        WriteList(writer, one.Inputs.Select(input => InStep(input.Tensor)), "Inputs = ");
        writer.Line("InputGradients = [],");
        WriteList(writer, BoundStates(one, InStep), "States = ");
        writer.Line($"Output = {InStep(one.Forward.Output)},");
        writer.Line($"Loss = {Nets}.LossKind.None,");
        writer.Line("Target = default,");
        writer.Indentation--;
        writer.Line("},");
    }

    private void WriteStates(SourceWriter writer)
    {
        writer.Line("{");
        writer.Indentation++;
        WriteList(writer, model.States.Zip(StateOffsets(model), (state, offset) => $"new {Nets}.StateInfo(\"{state.Name}\", {Integers(state.Final.Dimensions)}, {Literal.Of(offset)})"), "States = ");
        writer.Indentation--;
        writer.Line("};");
    }

    private static IEnumerable<string> BoundStates(NetworkModel network, Func<Tensor, string> bound) => network.States.Zip(
        StateOffsets(network), (state, offset) => $"new {Runtime}.BoundState({Literal.Of(state.Final.Size)}, {Literal.Of(offset)}, {bound(state.Initial)}, {bound(state.Final)})");

    /// <summary>Where each state begins in the floats of a sequence: one after another.</summary>
    private static IEnumerable<int> StateOffsets(NetworkModel network)
    {
        var offset = 0;
        foreach (var state in network.States)
        {
            yield return offset;
            offset += (int)state.Final.Size;
        }
    }

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
