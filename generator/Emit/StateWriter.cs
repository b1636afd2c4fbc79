using StaticNets.Generator.Lower;
using StaticNets.Generator.Model;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Emit;

/// <summary>Writes the members of a network that carries a state: the state's class, the methods that take one, and the single step.</summary>
internal sealed class StateWriter(NetworkLayout layout, IReadOnlyList<VectorTarget> targets, Signature signature, SourceWriter writer)
{
    private const string Nets = "global::StaticNets";
    private const string Runtime = "global::StaticNets.CompilerServices";
    private readonly NetworkModel model = layout.Model;

    private string Name => model.Type.Identifier;

    public void Write()
    {
        if (!model.States.IsEmpty)
        {
            foreach (var overload in signature.Overloads)
            {
                WriteForward(overload);
            }

            if (model.Loss.Kind != LossKind.None)
            {
                WriteLoss();
            }

            WriteBackward();
        }

        if (layout.Encode is not null)
        {
            WriteEncode(Signature.OfEncoding(model.Step!));
        }

        if (layout.Step is not null)
        {
            foreach (var overload in Signature.OfStep(model.Step!).Overloads)
            {
                WriteStep(model.Step!, overload);
            }

            WriteGenericStep();
        }

        writer.Line("/// <summary>What the network remembers of sequences that run side by side.</summary>");
        writer.Line("/// <param name=\"count\">The number of sequences, at least 1.</param>");
        writer.Line($"public sealed class State(int count = 1) : {Nets}.RecurrentState(Layout.Info, count);");
        writer.Line();
    }

    private void WriteForward(Signature overload)
    {
        var output = Documentation.Shape(model.Forward.Output.Dimensions);
        writer.Line("/// <summary>Computes the output of sequences that go on from a state, and leaves the new state.</summary>");
        overload.DocumentInputs(writer);
        writer.Line($"/// <param name=\"output\">Gets [count, {output}].</param>");
        overload.DocumentExposed(writer);
        DocumentState();
        writer.Open($"public void Forward({overload.Inputs}, global::System.Span<float> output, {overload.Exposed}State state)");
        BeginWithState();
        overload.CheckInputs(writer);
        writer.Line($"{Runtime}.Guard.Length(output.Length, \"output\", count, \"{output}\", OutputSize);");
        overload.CheckExposed(writer);
        overload.FillBatch(writer);
        writer.Line("batch.Output = output;");
        overload.SetExposed(writer);
        writer.Line("batch.State = state;");
        writer.Line("Run(this, in batch);");
        writer.Close();
        writer.Line();
    }

    private void WriteLoss()
    {
        writer.Line("/// <summary>Computes the mean loss of sequences that go on from a state, without dropout, and leaves the new state.</summary>");
        signature.DocumentInputs(writer);
        signature.DocumentTarget(writer);
        DocumentState();
        writer.Open($"public float Loss({signature.Inputs}, {signature.Target}, State state)");
        BeginWithState();
        signature.CheckInputs(writer);
        signature.CheckTarget(writer);
        signature.FillBatch(writer);
        signature.SetTarget(writer);
        writer.Line("batch.State = state;");
        writer.Line("return (float)Run(this, in batch);");
        writer.Close();
        writer.Line();
    }

    private void WriteBackward()
    {
        var hasLoss = model.Loss.Kind != LossKind.None;
        writer.Line($"/// <summary>Computes {(hasLoss ? "the mean loss and its gradient" : "the gradient of the parameters")} for sequences that go on from a state, and leaves the new state. Gradients stop at the state.</summary>");
        signature.DocumentInputs(writer);
        signature.DocumentTarget(writer);
        writer.Line("/// <param name=\"gradients\">Overwritten with the gradient of every parameter.</param>");
        signature.DocumentInputGradients(writer);
        DocumentState();
        Signature.DocumentCount(writer);
        writer.Open($"public {(hasLoss ? "float" : "void")} Backward({signature.Inputs}, {signature.Target}, {Nets}.ParameterSet gradients{signature.InputGradients}, State state, int count)");
        Signature.BeginBatch(writer);
        writer.Line($"{Runtime}.Guard.State(state, \"state\", count, Layout.Info);");
        signature.CheckInputs(writer);
        signature.CheckTarget(writer);
        writer.Line($"{Runtime}.Guard.Gradients(gradients, \"gradients\", Layout.Info.Layout);");
        signature.CheckInputGradients(writer);
        signature.FillBatch(writer);
        signature.SetTarget(writer);
        writer.Line("batch.Gradients = gradients;");
        writer.Line("batch.Seed = Seed;");
        writer.Line("batch.State = state;");
        signature.SetInputGradients(writer);
        writer.Line($"{(hasLoss ? "return (float)" : "")}{Runtime}.Chunks.Backward(this, in batch);");
        writer.Close();
        writer.Line();
    }

    private void WriteEncode(Signature encoding)
    {
        writer.Line("/// <summary>");
        writer.Line("/// Begins new sequences: computes once, for every sequence of a state, one after another, what all steps need of the inputs that are known beforehand. <c>Step</c> then goes on from there.");
        writer.Line("/// </summary>");
        encoding.DocumentInputs(writer);
        writer.Line("/// <param name=\"state\">Gets the beginnings of as many sequences as it has; what it held before is lost.</param>");
        writer.Open($"public void Encode({encoding.Inputs}, State state)");
        BeginWithState();
        encoding.CheckInputs(writer);
        encoding.FillBatch(writer);
        writer.Line("batch.State = state;");
        writer.Line("RunEncode(this, in batch);");
        writer.Close();
        writer.Line();
        writer.Open($"static void {Nets}.ISteppedNetwork<{Name}>.Encode({Name} network, scoped in {Nets}.Batch batch)");
        writer.Line($"{Runtime}.Guard.Encode(in batch, Layout.Info);");
        writer.Line("RunEncode(network, in batch);");
        writer.Close();
        writer.Line();
        writer.Open($"private static void RunEncode({Name} network, scoped in {Nets}.Batch batch)");
        WidthDispatch.Write(writer, targets, code => $"{Runtime}.BlockRunner.Encode<{code}>(Layout.Code, network.Parameters, in batch)", isVoid: true);
        writer.Close();
        writer.Line();
    }

    private void WriteStep(NetworkModel step, Signature overload)
    {
        var output = Documentation.Shape(step.Forward.Output.Dimensions);
        writer.Line("/// <summary>Computes one time step of every sequence of a state, one sequence after another, and leaves the new state.</summary>");
        overload.DocumentInputs(writer);
        writer.Line($"/// <param name=\"output\">Gets [count, {output}].</param>");
        overload.DocumentExposed(writer);
        DocumentState();
        string[] reasons = [.. layout.Encode is null ? Array.Empty<string>() : ["has not been encoded"], .. step.MaximumSteps is { } steps ? [$"has taken all its {Literal.Of(steps)} steps"] : Array.Empty<string>()];
        if (reasons.Length > 0)
        {
            writer.Line($"/// <exception cref=\"global::System.InvalidOperationException\">A sequence {string.Join(", or ", reasons)}.</exception>");
        }

        // A caller that inlines it clears the batch in its own way, for which a step of 16 units may take a third longer.
        writer.Line("[MethodImpl_(Options_.NoInlining)]");
        writer.Open($"public void Step({overload.Inputs}, global::System.Span<float> output, {overload.Exposed}State state)");
        BeginWithState();
        overload.CheckInputs(writer);
        writer.Line($"{Runtime}.Guard.Length(output.Length, \"output\", count, \"{output}\", {Literal.Of(step.Forward.Output.Size)});");
        overload.CheckExposed(writer);
        overload.FillBatch(writer);
        writer.Line("batch.Output = output;");
        overload.SetExposed(writer);
        writer.Line("batch.State = state;");
        writer.Line("RunStep(this, in batch);");
        writer.Close();
        writer.Line();
    }

    private void WriteGenericStep()
    {
        writer.Line($"static {Nets}.RecurrentState {Nets}.ISteppedNetwork<{Name}>.NewState(int count) => new State(count);");
        writer.Line();
        writer.Open($"static void {Nets}.ISteppedNetwork<{Name}>.Step({Name} network, scoped in {Nets}.Batch batch)");
        writer.Line($"{Runtime}.Guard.Step(in batch, Layout.Info, Layout.Code.Step!);");
        writer.Line("RunStep(network, in batch);");
        writer.Close();
        writer.Line();
        writer.Open($"private static void RunStep({Name} network, scoped in {Nets}.Batch batch)");
        WidthDispatch.Write(writer, targets, code => $"{Runtime}.BlockRunner.Step<{code}>(Layout.Code, network.Parameters, in batch)", isVoid: true);
        writer.Close();
        writer.Line();
    }

    private void DocumentState() => writer.Line("/// <param name=\"state\">Where the sequences stand, one for each example.</param>");

    private void BeginWithState()
    {
        Signature.BeginBatch(writer);
        writer.Line("global::System.ArgumentNullException.ThrowIfNull(state);");
        writer.Line("int count = state.Count;");
    }
}
