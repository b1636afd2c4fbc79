using System.Collections.Immutable;
using StaticNets.Generator.Model;

namespace StaticNets.Generator.Lower;

/// <summary>A tensor that the runtime fills in or reads out.</summary>
/// <param name="Size">Its elements per example.</param>
/// <param name="InBlock">Its place in the workspace where blocks of examples are computed; -1 if there is none.</param>
/// <param name="InOne">Its place where one example is computed; -1 if there is none.</param>
internal sealed record BoundTensor(long Size, int InBlock, int InOne)
{
    /// <summary>The elements of a step, where the steps beyond an example's length are left out; else 0.</summary>
    public long StepSize { get; init; }
}

/// <summary>Where the code expects what a loss compares its input with, and leaves the loss; null where it has no such tensor.</summary>
/// <param name="Scored">What enters a loss over classes, where it is not the output.</param>
internal sealed record BoundLoss(LossModel Model, BoundTensor Target, BoundTensor? Value, BoundTensor? ExampleWeight, BoundTensor? Scored)
{
    /// <summary>The weights of all classes, where the loss looks at them.</summary>
    public BoundTensor? ClassWeights { get; init; }
}

/// <summary>The state of a recurrent layer: where the floats of a sequence hold it, and where the code expects and leaves it.</summary>
internal sealed record BoundState(long Size, int Offset, BoundTensor Initial, BoundTensor Final);

/// <summary>
/// Where the code of whole sequences, of one step or of encoding has what the runtime fills in or reads out; null where the network has no such tensor.
/// </summary>
internal sealed record CodeLayout(
    int WorkspaceFloats,
    ImmutableArray<BoundTensor> Inputs,
    ImmutableArray<BoundTensor?> InputLengths,
    ImmutableArray<BoundState> States,
    ImmutableArray<BoundTensor?> InputGradients,
    ImmutableArray<BoundTensor> Exposed,
    ImmutableArray<BoundTensor> MoreOutputs,
    BoundTensor Output,
    ImmutableArray<BoundLoss> Losses)
{
    /// <summary>The floats of a workspace for inference, and for the loss without training.</summary>
    public int InferenceFloats { get; init; } = WorkspaceFloats;

    /// <summary>Where 1 is for each example of the batch.</summary>
    public BoundTensor? Presence { get; init; }
}

/// <summary>Where a parameter lies in the flat buffer, and its gradient in the like one.</summary>
/// <param name="Panels">How the output features are cut into panels; null where they are not.</param>
internal sealed record BoundParameter(ParameterModel Parameter, int Offset, EquatableArray<int> Strides, PanelLayout? Panels);

/// <summary>What the floats of a sequence hold.</summary>
internal sealed record HeldTensor(string Name, EquatableArray<int> Dimensions, int Offset, EquatableArray<int> Strides);

/// <summary>The floats that a sequence's state holds between calls.</summary>
/// <param name="EncodedOffset">A number that is 1 where a sequence has been encoded, or -1 where none needs to be.</param>
/// <param name="StepsOffset">The number of steps taken, or -1 where nothing depends on it.</param>
internal sealed record SequenceLayout(ImmutableArray<HeldTensor> Tensors, int EncodedOffset, int StepsOffset, int Length);

/// <summary>Where everything lies that the runtime and the emitted code share: the same for all vector widths.</summary>
/// <param name="ParameterFloats">Floats in the flat buffer, padding included.</param>
/// <param name="TrainedFloats">Those of them that have a gradient, which come first.</param>
/// <param name="GradientFloats">Floats in the like buffer of gradients, with the sums over the batch behind.</param>
/// <param name="Borders">What of these is complete at each border of the batch.</param>
/// <param name="Constants">The tables that the compiler computed, in the order that the kernels read them in.</param>
internal sealed record NetworkLayout(
    NetworkModel Model,
    int ParameterFloats,
    int TrainedFloats,
    int GradientFloats,
    ImmutableArray<(int First, int Length)> Borders,
    ImmutableArray<BoundParameter> Parameters,
    ImmutableArray<double> Constants,
    CodeLayout Code,
    CodeLayout? Step,
    CodeLayout? Encode,
    SequenceLayout Sequence)
{
    public long WorkspaceBytes => 4L * Code.WorkspaceFloats;

    public long InferenceBytes => 4L * Code.InferenceFloats;
}
