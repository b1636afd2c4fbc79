using System.ComponentModel;

namespace StaticNets.CompilerServices;

/// <summary>A tensor at a fixed place in the workspace.</summary>
/// <param name="Size">Its elements per example.</param>
/// <param name="InBlock">The place of a block's [elements][16 examples], in floats; -1 if there is none.</param>
/// <param name="InOne">The place of a single example's elements, in floats; -1 if there is none.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct BoundTensor(int Size, int InBlock, int InOne);

/// <summary>Where emitted code expects its inputs and leaves its results.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CodeLayout
{
    private WorkspacePool? _pool;

    /// <summary>The floats of a workspace.</summary>
    public required int WorkspaceFloats { get; init; }

    /// <summary>The declared inputs.</summary>
    public required BoundTensor[] Inputs { get; init; }

    /// <summary>The gradients of the inputs; default where none is wanted.</summary>
    public required BoundTensor[] InputGradients { get; init; }

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

    /// <summary>The label that is left out.</summary>
    public int IgnoreIndex { get; init; }

    /// <summary>Workspaces for this code.</summary>
    public WorkspacePool Pool => _pool ?? Interlocked.CompareExchange(ref _pool, new WorkspacePool(WorkspaceFloats), null) ?? _pool;

    /// <summary>An aligned copy of a table that the compiler computed.</summary>
    public static Workspace MakeConstants(ReadOnlySpan<float> values)
    {
        var constants = new Workspace(values.Length);
        values.CopyTo(constants.Floats);
        return constants;
    }

    /// <summary>What a mean loss divides by for this batch: labels that count, or elements; the number of examples where there is no loss.</summary>
    public long LossCount(scoped in Batch batch)
    {
        if (Loss != LossKind.SoftmaxCrossEntropy)
            return (long)batch.Count * (Loss == LossKind.None ? 1 : Target.Size);
        return batch.Labels.Length - batch.Labels.Count(IgnoreIndex);
    }
}
