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

    /// <summary>What it is trained by, in order of declaration; without a loss the gradient of the output. Empty where nothing is.</summary>
    public BoundLoss[] Losses { get; init; } = [];

    /// <summary>1 for each example, 0 for what only fills up a block; default where nothing asks for it.</summary>
    public BoundTensor Presence { get; init; }

    /// <summary>The parts of a training pass between borders of the batch.</summary>
    public int Regions { get; init; } = 1;

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

    /// <summary>What the mean of the first loss divides by.</summary>
    /// <param name="batch">The batch.</param>
    public long LossCount(scoped in Batch batch) => (long)LossCount(in batch, 0);

    /// <summary>
    /// What the mean of a loss divides by for this batch: labels or elements of real steps that count; the number of examples where there is no loss.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="loss">The index in <see cref="Losses"/>.</param>
    public double LossCount(scoped in Batch batch, int loss) => Losses[loss].Count(in batch, in batch.Part(loss));
}
