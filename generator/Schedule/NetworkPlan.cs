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
    /// <summary>The floats of a workspace.</summary>
    public int End => Single.End;

    public long WorkspaceBytes => 4L * End;

    /// <summary>The list of passes, from the declaration's program to plans.</summary>
    public static NetworkPlan Of(NetworkModel model, CancellationToken cancellation)
    {
        var forward = RowsByIndex.Apply(FoldMaps.Apply(model.Forward, cancellation));
        var hasLoss = model.Loss.Kind != LossKind.None;
        var wanted = model.Parameters.Select(parameter => parameter.Tensor).Concat(model.Inputs.Where(input => input.WantsGradient).Select(input => input.Tensor)).ToList();
        var training = Differentiate.Apply(forward, wanted, hasLoss ? null : model.Loss.Target);
        cancellation.ThrowIfCancellationRequested();

        var inference = Inference(forward, cancellation);
        var states = model.States.Select(state => state.Final).ToList();
        var programs = new Dictionary<Purpose, TensorProgram>
        {
            [Purpose.Infer] = RemoveDead.Apply(inference, [inference.Output, .. states, .. Exposed(model)]),
            [Purpose.Evaluate] = RemoveDead.Apply(inference, hasLoss ? [inference.Output, inference.Loss!, .. states] : [inference.Output, .. states]),
            [Purpose.Train] = Clean(training, hasLoss ? [forward.Output, forward.Loss!, .. states] : [forward.Output, .. states], cancellation),
        };
        var steps = model.Step is { } one ? Steps(one, cancellation) : null;
        var stepPrograms = new[] { steps?.Step, steps?.Encode }.OfType<TensorProgram>().ToList();
        var builder = new ProgramBuilder(programs.Values.Concat(stepPrograms).Max(program => program.NextId));
        var constants = programs.Values.Concat(stepPrograms).SelectMany(program => program.Tensors).Where(tensor => tensor.Role == TensorRole.Constant).Distinct().OrderBy(tensor => tensor.Id);
        var parameters = ParameterPlan.Of(model.Parameters, constants);
        var batch = Planner.Of(model, programs, parameters, isBatch: true, 0, builder, cancellation);
        var single = Planner.Of(model, programs, parameters, isBatch: false, batch.End, builder, cancellation);
        var sequence = model.Step is null ? SequencePlan.Of(model) : SequencePlan.Of(model.Step, stepPrograms.SelectMany(program => program.Tensors));
        return new(
            model,
            parameters,
            batch,
            single,
            steps is null ? null : OneExample(steps.Step),
            steps?.Encode is { } encode ? OneExample(encode) : null,
            sequence,
            training.Gradients.Where(entry => entry.Key.Role == TensorRole.Input).ToImmutableDictionary(),
            builder.NextId);

        FormPlan OneExample(TensorProgram program)
            => Planner.Of(model.Step!, new Dictionary<Purpose, TensorProgram> { [Purpose.Infer] = program }, parameters, isBatch: false, start: 0, builder, cancellation, sequence);
    }

    private static TensorProgram Inference(TensorProgram forward, CancellationToken cancellation) => SplitScans.Apply(FoldMaps.Apply(WithoutDropout.Apply(forward), cancellation));

    private static StepPrograms Steps(NetworkModel one, CancellationToken cancellation)
    {
        var programs = EncodeOnce.Apply(Inference(RowsByIndex.Apply(FoldMaps.Apply(one.Forward, cancellation)), cancellation), one);
        var step = RemoveDead.Apply(programs.Step, [programs.Step.Output, .. one.States.Select(state => state.Final), .. Exposed(one)]);
        return programs with { Step = FoldMaps.Apply(SeparateRows.Apply(step), cancellation) };
    }

    private static IEnumerable<Tensor> Exposed(NetworkModel model) => model.Exposed.Select(exposed => exposed.Tensor);

    private static TensorProgram Clean(TrainingProgram training, IEnumerable<Tensor> results, CancellationToken cancellation)
    {
        var wanted = results.Concat(training.Gradients.Values).ToList();
        var program = RemoveDead.Apply(training.Program, wanted);
        return SplitScans.Apply(RemoveDead.Apply(FoldMaps.Apply(ReuseMaps.Apply(program, cancellation), cancellation), wanted));
    }
}
