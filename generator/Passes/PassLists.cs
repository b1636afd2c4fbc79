using StaticNets.Generator.Ir;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Passes;

/// <summary>
/// The passes of each purpose, from what the layers mean to what is scheduled, in the order in which they run. <see cref="Infer"/>, <see cref="Evaluate"/> and
/// <see cref="Train"/> start from the network's program, <see cref="Step"/> and <see cref="Encode"/> from that of the network for one step.
/// </summary>
/// <param name="model">The network, or the one for one step.</param>
internal sealed class PassLists(NetworkModel model)
{
    private static readonly Pass Fold = new("fold maps", FoldMaps.Apply);
    private static readonly Pass Rows = new("rows by index", RowsByIndex.Apply);
    private static readonly Pass Expect = new("without dropout", WithoutDropout.Apply);
    private static readonly Pass Running = new("running statistics", RunningStatistics.Apply);
    private static readonly Pass Reuse = new("reuse maps", ReuseMaps.Apply);
    private static readonly Pass Split = new("split scans", SplitScans.Apply);
    private static readonly Pass Separate = new("separate rows", SeparateRows.Apply);

    /// <summary>The outputs, the states after the last step, and weights that the caller reads.</summary>
    public PassList Infer => new("infer", [Fold, Rows, Expect, Running, Fold, Split, Keep(program => [program.Output, .. States, .. Read])]);

    /// <summary>The output and the loss, without dropout.</summary>
    public PassList Evaluate => new("evaluate", [Fold, Rows, Expect, Running, Fold, Split, Keep(Results)]);

    /// <summary>The output, the loss, the gradients of all trained parameters and of the inputs that want one, and what buffers move towards.</summary>
    public PassList Train => new("train", [Fold, Rows, Gradients, Keep(ResultsAndGradients), Reuse, Fold, Keep(ResultsAndGradients), Split]);

    /// <summary>The output and the states after one step of a sequence whose encoder has run.</summary>
    public PassList Step
        => new("step", [Fold, Rows, Expect, Running, Fold, Split, Encoded, Keep(program => [program.Output, .. States, .. Read]), Separate, Fold]);

    /// <summary>What all steps of a sequence share, and the states before the first; null where there is nothing to encode.</summary>
    public PassList? Encode => EncodeOnce.IsNeeded(model)
        ? new("encode", [Fold, Rows, Expect, Running, Fold, Split, Encoder, Keep(program => EncodeOnce.Results(program, model))])
        : null;

    private Pass Gradients
        => new("differentiate", (program, cancellation) => Differentiate.Apply(program, Variables, model.OutputGradient, cancellation).Program);

    private Pass Encoded => new("read what is encoded", (program, cancellation) => EncodeOnce.Step(program, model, cancellation));

    private Pass Encoder => new("encode once", (program, cancellation) => EncodeOnce.Encode(program, model, cancellation));

    private List<Tensor> Variables
        => [.. model.TrainedParameters, .. model.Inputs.Where(input => input.WantsGradient).Select(input => input.Tensor)];

    private IEnumerable<Tensor> States => model.States.Select(state => state.Final);

    /// <summary>What the caller reads of inference beside the output.</summary>
    private IEnumerable<Tensor> Read => model.Outputs.Select(output => output.Tensor).Concat(model.Exposed.Select(exposed => exposed.Tensor));

    /// <summary>The output, the losses and what enters those that are compared with classes, and the states.</summary>
    private IEnumerable<Tensor> Results(TensorProgram program)
        => [program.Output, .. program.Losses.Select(loss => loss.Value), .. model.Losses.Select(loss => loss.Scored).OfType<Tensor>(), .. States];

    private IEnumerable<Tensor> ResultsAndGradients(TensorProgram program)
        => Results(program).Concat(program.Tensors.Where(tensor => tensor.Traits.IsGradient || tensor.Role == TensorRole.Statistic));

    private static Pass Keep(Func<TensorProgram, IEnumerable<Tensor>> wanted)
        => new("remove dead", (program, cancellation) => RemoveDead.Apply(program, wanted(program), cancellation));
}
