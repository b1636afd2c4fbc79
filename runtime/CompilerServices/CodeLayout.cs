using System.Collections.Immutable;
using System.ComponentModel;

namespace StaticNets.CompilerServices;

/// <summary>A tensor at a fixed place in the workspace.</summary>
/// <param name="Size">Its elements per example.</param>
/// <param name="InBlock">The place of a block's [elements][16 examples], in floats; -1 if there is none.</param>
/// <param name="InOne">The place of a single example's elements, in floats; -1 if there is none.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct BoundTensor(int Size, int InBlock, int InOne)
{
    /// <summary>Of an input with lengths: the elements of a step, of which those beyond an example's length are made 0. 0 for all other tensors.</summary>
    public int StepSize { get; init; }
}

/// <summary>Where emitted code expects its inputs and leaves its results.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CodeLayout
{
    private readonly int? _inferenceFloats;
    private WorkspacePool? _pool;
    private WorkspacePool? _inferencePool;

    /// <summary>The floats of a workspace.</summary>
    public required int WorkspaceFloats { get; init; }

    /// <summary>Those of them that inference needs, and the loss without training. Default: <see cref="WorkspaceFloats"/>.</summary>
    public int InferenceFloats
    {
        get => _inferenceFloats ?? WorkspaceFloats;
        init => _inferenceFloats = value;
    }

    /// <summary>The declared inputs.</summary>
    public required BoundTensor[] Inputs { get; init; }

    /// <summary>The lengths of the inputs' sequences, one number per example; default where an input has none. Empty if none has.</summary>
    public BoundTensor[] InputLengths { get; init; } = [];

    /// <summary>What recurrent layers carry from call to call.</summary>
    public BoundState[] States { get; init; } = [];

    /// <summary>The gradients of the inputs; default where none is wanted.</summary>
    public required BoundTensor[] InputGradients { get; init; }

    /// <summary>Attention weights that inference gives on demand.</summary>
    public BoundTensor[] Exposed { get; init; } = [];

    /// <summary>What inference gives beside the output, in the order of <see cref="NetworkInfo.Outputs"/>; default where there is none in a step.</summary>
    public BoundTensor[] MoreOutputs { get; init; } = [];

    /// <summary>What the network gives, or what enters the loss.</summary>
    public required BoundTensor Output { get; init; }

    /// <summary>The kind of loss.</summary>
    public required LossKind Loss { get; init; }

    /// <summary>Labels as numbers, targets, or the gradient of the output where there is no loss.</summary>
    public required BoundTensor Target { get; init; }

    /// <summary>The loss of each example, already divided.</summary>
    public BoundTensor LossValue { get; init; }

    /// <summary>What each example's loss is multiplied with.</summary>
    public BoundTensor ExampleWeight { get; init; }

    /// <summary>1 for each example, 0 for what only fills up a block; default where nothing asks for it.</summary>
    public BoundTensor Presence { get; init; }

    /// <summary>The parts of a training pass between borders of the batch.</summary>
    public int Regions { get; init; } = 1;

    /// <summary>The label that is left out.</summary>
    public int IgnoreIndex { get; init; }

    /// <summary>The input whose lengths say which steps of the output the loss counts; -1 if it counts all.</summary>
    public int LossLengthsInput { get; init; } = -1;

    /// <summary>What layers make of that input's lengths until the loss counts them, in their order.</summary>
    public ImmutableArray<LengthRule> LossLengthRules { get; init; } = [];

    /// <summary>What one step adds to what the loss divides by, where lengths count: 1 label, or the elements of a step.</summary>
    public int LossElementsPerStep { get; init; } = 1;

    /// <summary>
    /// Where <see cref="ISteppedCode.StepOne"/> expects and leaves one time step, in a workspace of its own; null if the network has no such code.
    /// </summary>
    public CodeLayout? Step { get; init; }

    /// <summary>
    /// Where <see cref="IEncodingCode.EncodeOne"/> expects and leaves what it works on, in a workspace of its own; null if the network has no such code.
    /// </summary>
    public CodeLayout? Encode { get; init; }

    /// <summary>In the floats of a sequence: a number that is 1 once it has been encoded; -1 if it need not be.</summary>
    public int EncodedOffset { get; init; } = -1;

    /// <summary>In the floats of a sequence: the number of steps taken; -1 if nothing depends on it.</summary>
    public int StepsOffset { get; init; } = -1;

    /// <summary>The most steps of a sequence.</summary>
    public int MaximumSteps { get; init; } = int.MaxValue;

    /// <summary>Workspaces for inference with this code, and for the loss without training.</summary>
    public WorkspacePool InferencePool
        => _inferencePool ?? Interlocked.CompareExchange(ref _inferencePool, new WorkspacePool(InferenceFloats), null) ?? _inferencePool;

    /// <summary>Workspaces for training with this code, or a step of a sequence.</summary>
    public WorkspacePool Pool => _pool ?? Interlocked.CompareExchange(ref _pool, new WorkspacePool(WorkspaceFloats), null) ?? _pool;

    /// <summary>An aligned copy of a table that the compiler computed.</summary>
    public static Workspace MakeConstants(ReadOnlySpan<float> values)
    {
        var constants = new Workspace(values.Length);
        values.CopyTo(constants.Floats);
        return constants;
    }

    /// <summary>
    /// What a mean loss divides by for this batch: labels or elements of real steps that count; the number of examples where there is no loss.
    /// </summary>
    public long LossCount(scoped in Batch batch)
    {
        if (LossLengthsInput >= 0 && Loss != LossKind.None)
            return RealCount(in batch);
        if (Loss != LossKind.SoftmaxCrossEntropy)
            return (long)batch.Count * (Loss == LossKind.None ? 1 : Target.Size);
        return batch.Labels.Length - batch.Labels.Count(IgnoreIndex);
    }

    /// <summary>The loss's count over the steps within each example's length.</summary>
    private long RealCount(scoped in Batch batch)
    {
        var lengths = batch.Lengths(LossLengthsInput);
        var count = 0L;
        if (Loss != LossKind.SoftmaxCrossEntropy)
        {
            foreach (var length in lengths)
                count += (long)LengthRule.Steps(LossLengthRules, length) * LossElementsPerStep;
            return count;
        }

        for (var example = 0; example < lengths.Length && !batch.Labels.IsEmpty; example++)
        {
            // Lengths may not have been checked yet; that is for Guard, which names the example.
            var real = Math.Clamp(LengthRule.Steps(LossLengthRules, lengths[example]) * LossElementsPerStep, 0, Target.Size);
            count += real - batch.Labels.Slice(example * Target.Size, real).Count(IgnoreIndex);
        }

        return count;
    }
}
