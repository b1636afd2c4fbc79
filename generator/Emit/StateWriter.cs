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

    public void Write()
    {
        WriteForward();
        if (model.Loss.Kind != LossKind.None)
        {
            WriteLoss();
        }

        WriteBackward();
        if (plan.Step is not null)
        {
            WriteStep(model.Step!);
        }

        writer.Line("/// <summary>What the network remembers of sequences that run side by side.</summary>");
        writer.Line("/// <param name=\"count\">The number of sequences, at least 1.</param>");
        writer.Line($"public sealed class State(int count = 1) : {Nets}.RecurrentState(Layout.Info, count);");
        writer.Line();
    }

    private void WriteForward()
    {
        var output = Documentation.Shape(model.Forward.Output.Dimensions);
        writer.Line("/// <summary>Computes the output of sequences that go on from a state, and leaves the new state.</summary>");
        signature.DocumentInputs(writer);
        writer.Line($"/// <param name=\"output\">Gets [count, {output}].</param>");
        DocumentState();
        writer.Open($"public void Forward({signature.Inputs}, global::System.Span<float> output, State state)");
        BeginWithState();
        signature.CheckInputs(writer);
        writer.Line($"{Runtime}.Guard.Length(output.Length, nameof(output), count, \"{output}\", OutputSize);");
        signature.MakeBatch(writer);
        writer.Line("batch.Output = output;");
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

    private void WriteStep(NetworkModel step)
    {
        var output = Documentation.Shape(step.Forward.Output.Dimensions);
        writer.Line("/// <summary>Computes one time step of every sequence of a state, one sequence after another, and leaves the new state.</summary>");
        foreach (var input in step.Inputs)
        {
            writer.Line($"/// <param name=\"{input.Name}\">[count, {Documentation.Shape(input.Shape)}]: one step of each sequence.</param>");
        }

        writer.Line($"/// <param name=\"output\">Gets [count, {output}].</param>");
        DocumentState();
        writer.Open($"public void Step({signature.StepInputs}, global::System.Span<float> output, State state)");
        BeginWithState();
        signature.CheckStepInputs(writer, step);
        writer.Line($"{Runtime}.Guard.Length(output.Length, nameof(output), count, \"{output}\", {Literal.Of(step.Forward.Output.Size)});");
        signature.MakeBatch(writer, withLengths: false);
        writer.Line("batch.Output = output;");
        writer.Line("batch.State = state;");
        WidthDispatch.Write(writer, targets, code => $"{Runtime}.BlockRunner.Step<{code}>(Layout.Code, Parameters, in batch)", isVoid: true);
        writer.Close();
        writer.Line();
    }

    private void DocumentState() => writer.Line("/// <param name=\"state\">Where the sequences stand, one for each example.</param>");

    private void BeginWithState()
    {
        writer.Line("global::System.ArgumentNullException.ThrowIfNull(state);");
        writer.Line("var count = state.Count;");
    }
}
