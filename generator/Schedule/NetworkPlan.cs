using System.Collections.Immutable;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;
using StaticNets.Generator.Passes;

namespace StaticNets.Generator.Schedule;

/// <summary>Everything about a network's code but the code: the same for all vector widths.</summary>
/// <param name="Batch">Lanes are examples.</param>
/// <param name="Single">One example; lanes are features.</param>
/// <param name="Step">One step of one sequence, for networks that can be run step by step.</param>
/// <param name="Encode">What is computed once for a sequence before its first step, where there is such a thing.</param>
/// <param name="Sequence">What the state of a sequence holds.</param>
/// <param name="InputGradients">The gradient tensor of each input that wants one.</param>
internal sealed record NetworkPlan(
    NetworkModel Model,
    ParameterPlan Parameters,
    FormPlan Batch,
    FormPlan Single,
    FormPlan? Step,
    FormPlan? Encode,
    SequencePlan Sequence,
    ImmutableDictionary<Tensor, Tensor> InputGradients,
    int NextId)
{
    /// <summary>The floats of a workspace, which has one form at a time.</summary>
    public int End => Math.Max(Batch.End, Single.End);

    /// <summary>Those of them that inference needs, and the loss without training.</summary>
    public int InferenceEnd => new[] { Batch, Single }.SelectMany(form => form.Ends).Where(entry => entry.Key != Purpose.Train).Max(entry => entry.Value);

    public long WorkspaceBytes => 4L * End;

    /// <summary>Runs the passes of all purposes and plans what comes out.</summary>
    /// <param name="observer">Sees the programs on their way; null in production.</param>
    public static NetworkPlan Of(NetworkModel model, CancellationToken cancellation, PassObserver? observer = null)
    {
        var run = new PassRun(cancellation, observer);
        var lists = new PassLists(model);
        var programs = new Dictionary<Purpose, TensorProgram>
        {
            [Purpose.Infer] = run.Of(lists.Infer, model.Forward),
            [Purpose.Evaluate] = run.Of(lists.Evaluate, model.Forward),
            [Purpose.Train] = run.Of(lists.Train, model.Forward),
        };
        var stepLists = model.Step is { } one ? new PassLists(one) : null;
        var step = stepLists is null ? null : run.Of(stepLists.Step, model.Step!.Forward);
        var encode = stepLists?.Encode is { } list ? run.Of(list, model.Step!.Forward) : null;
        var stepPrograms = new[] { step, encode }.OfType<TensorProgram>().ToList();
        var builder = new ProgramBuilder(programs.Values.Concat(stepPrograms).Max(program => program.NextId));
        var constants = programs.Values.Concat(stepPrograms).SelectMany(program => program.Tensors).Where(tensor => tensor.Traits.Memory == Storage.Constants)
            .Distinct().OrderBy(tensor => tensor.Id);
        var loops = programs.Values.Concat(stepPrograms).SelectMany(program => program.Loops);
        var parameters = ParameterPlan.Of(model.Parameters, constants, loops, programs[Purpose.Train]);
        var batch = Planner.Of(model, programs, parameters, isBatch: true, builder, cancellation);
        var single = Planner.Of(model, programs, parameters, isBatch: false, builder, cancellation);
        var sequence = model.Step is null ? SequencePlan.Of(model) : SequencePlan.Of(model.Step, stepPrograms.SelectMany(program => program.Tensors));
        return new(
            model,
            parameters,
            batch,
            single,
            step is null ? null : OneExample(step),
            encode is null ? null : OneExample(encode),
            sequence,
            GradientsOfInputs(model, programs[Purpose.Train]),
            builder.NextId);

        FormPlan OneExample(TensorProgram program)
            => Planner.Of(
                model.Step!,
                new Dictionary<Purpose, TensorProgram> { [Purpose.Infer] = program },
                parameters,
                isBatch: false,
                builder,
                cancellation,
                sequence);
    }

    private static ImmutableDictionary<Tensor, Tensor> GradientsOfInputs(NetworkModel model, TensorProgram training)
        => training.Tensors.Where(tensor => tensor.Role == TensorRole.InputGradient).ToImmutableDictionary(gradient => model.Inputs[gradient.Ordinal].Tensor);
}
