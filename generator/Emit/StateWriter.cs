using StaticNets.Generator.Model;
using StaticNets.Generator.Schedule;
using StaticNets.Generator.Targets;

namespace StaticNets.Generator.Emit;

/// <summary>Writes the members of a network that carries a state: the state's class, the methods that take one, and the single step.</summary>
internal sealed class StateWriter(NetworkPlan plan, IReadOnlyList<VectorTarget> targets, Signature signature, SourceWriter writer)
{
    private const string Nets = "global::StaticNets";
    private const string Runtime = "global::StaticNets.CompilerServices";
    private readonly NetworkModel model = plan.Model;

    private string Name => model.Type.Name;

    public void Write()
    {
        if (!model.States.IsEmpty)
        {
            WriteForward(withWeights: false);
            if (!model.Exposed.IsEmpty)
            {
                WriteForward(withWeights: true);
            }

            if (model.Loss.Kind != LossKind.None)
            {
                WriteLoss();
            }

            WriteBackward();
        }

        if (plan.Encode is not null)
        {
            WriteEncode(model.Step!);
        }

        if (plan.Step is not null)
        {
            WriteStep(model.Step!, withWeights: false);
            if (!model.Exposed.IsEmpty)
            {
                WriteStep(model.Step!, withWeights: true);
            }

            WriteGenericStep();
        }

        writer.Line("/// <summary>What the network remembers of sequences that run side by side.</summary>");
        writer.Line("/// <param name=\"count\">The number of sequences, at least 1.</param>");
        writer.Line($"public sealed class State(int count = 1) : {Nets}.RecurrentState(Layout.Info, count);");
        writer.Line();
    }

    private void WriteForward(bool withWeights)
    {
        var output = Documentation.Shape(model.Forward.Output.Dimensions);
        writer.Line("/// <summary>Computes the output of sequences that go on from a state, and leaves the new state.</summary>");
        signature.DocumentInputs(writer);
        writer.Line($"/// <param name=\"output\">Gets [count, {output}].</param>");
        DocumentWeights(withWeights, model);
        DocumentState();
        writer.Open($"public void Forward({signature.Inputs}, global::System.Span<float> output, {(withWeights ? signature.Exposed : "")}State state)");
        BeginWithState();
        signature.CheckInputs(writer);
        writer.Line($"{Runtime}.Guard.Length(output.Length, nameof(output), count, \"{output}\", OutputSize);");
        CheckWeights(withWeights, model);
        signature.MakeBatch(writer);
        writer.Line("batch.Output = output;");
        SetWeights(withWeights, model);
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
        signature.MakeBatch(writer);
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
        writer.Line($"{Runtime}.Guard.State(state, nameof(state), count, Layout.Info);");
        signature.CheckInputs(writer);
        signature.CheckTarget(writer);
        writer.Line($"{Runtime}.Guard.Gradients(gradients, nameof(gradients), Layout.Info.Layout);");
        signature.CheckInputGradients(writer);
        signature.MakeBatch(writer);
        signature.SetTarget(writer);
        writer.Line("batch.Gradients = gradients;");
        writer.Line("batch.Seed = Seed;");
        writer.Line("batch.State = state;");
        signature.SetInputGradients(writer);
        writer.Line($"{(hasLoss ? "return (float)" : "")}{Nets}.Chunks.Backward(this, in batch);");
        writer.Close();
        writer.Line();
    }

    private void WriteEncode(NetworkModel step)
    {
        writer.Line("/// <summary>");
        writer.Line("/// Begins new sequences: computes once, for every sequence of a state, one after another, what all steps need of the inputs that are known beforehand. <c>Step</c> then goes on from there.");
        writer.Line("/// </summary>");
        signature.DocumentInputs(writer, input => IsEncoded(step, input));
        writer.Line("/// <param name=\"state\">Gets the beginnings of as many sequences as it has; what it held before is lost.</param>");
        writer.Open($"public void Encode({signature.InputsWhere(input => IsEncoded(step, input))}, State state)");
        BeginWithState();
        signature.CheckInputs(writer, input => IsEncoded(step, input));
        signature.MakeBatch(writer, input => IsEncoded(step, input));
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

    private static bool IsEncoded(NetworkModel step, InputModel input) => step.Inputs[input.Tensor.Ordinal].IsEncoded;

    private void WriteStep(NetworkModel step, bool withWeights)
    {
        var output = Documentation.Shape(step.Forward.Output.Dimensions);
        var inputs = step.Inputs.Where(input => !input.IsEncoded).ToList();
        writer.Line("/// <summary>Computes one time step of every sequence of a state, one sequence after another, and leaves the new state.</summary>");
        foreach (var input in inputs)
        {
            writer.Line($"/// <param name=\"{input.Name}\">[count, {Documentation.Shape(input.Shape)}]: one step of each sequence.</param>");
        }

        writer.Line($"/// <param name=\"output\">Gets [count, {output}].</param>");
        DocumentWeights(withWeights, step);
        DocumentState();
        if (plan.Encode is not null || step.MaximumSteps is not null)
        {
            var reasons = new[] { plan.Encode is null ? null : "A sequence has not been encoded", step.MaximumSteps is { } steps ? $"has taken all its {Literal.Of(steps)} steps" : null }.OfType<string>();
            var reason = string.Join(", or ", reasons);
            writer.Line($"/// <exception cref=\"global::System.InvalidOperationException\">{(plan.Encode is null ? "A sequence " : "")}{reason}.</exception>");
        }

        writer.Open($"public void Step({Signature.StepInputs(inputs)}, global::System.Span<float> output, {(withWeights ? signature.Exposed : "")}State state)");
        BeginWithState();
        Signature.CheckStepInputs(writer, inputs);
        writer.Line($"{Runtime}.Guard.Length(output.Length, nameof(output), count, \"{output}\", {Literal.Of(step.Forward.Output.Size)});");
        CheckWeights(withWeights, step);
        signature.MakeBatch(writer, input => !IsEncoded(step, input), withLengths: false);
        writer.Line("batch.Output = output;");
        SetWeights(withWeights, step);
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

    private void DocumentWeights(bool withWeights, NetworkModel network)
    {
        if (withWeights)
        {
            Signature.DocumentExposed(writer, network);
        }
    }

    private void CheckWeights(bool withWeights, NetworkModel network)
    {
        if (withWeights)
        {
            Signature.CheckExposed(writer, network);
        }
    }

    private void SetWeights(bool withWeights, NetworkModel network)
    {
        if (withWeights)
        {
            Signature.SetExposed(writer, network);
        }
    }

    private void DocumentState() => writer.Line("/// <param name=\"state\">Where the sequences stand, one for each example.</param>");

    private void BeginWithState()
    {
        writer.Line("global::System.ArgumentNullException.ThrowIfNull(state);");
        writer.Line("var count = state.Count;");
    }
}
