
namespace StaticNets.Generator.Ir;

/// <summary>Whether a tensor has a value per example of the batch, or one for all.</summary>
internal enum Scope
{
    /// <summary>An activation or its gradient: one value per example.</summary>
    Example,

    /// <summary>A parameter, its gradient or a constant: one value for the batch. Writing to it from examples adds up over them.</summary>
    Shared,
}

/// <summary>Where the elements of a tensor come from or go to.</summary>
internal enum TensorRole
{
    /// <summary>Computed and consumed inside the program.</summary>
    Intermediate,

    /// <summary>
    /// A declared input; <see cref="Tensor.Ordinal"/> is its position among the inputs. Where it has lengths, its steps beyond them are 0,
    /// whatever the caller gives.
    /// </summary>
    Input,

    /// <summary>How many steps of the input with the same <see cref="Tensor.Ordinal"/> are real: one number per example.</summary>
    Lengths,

    /// <summary>A recurrent layer's state before the first step, [layers, hidden]; <see cref="Tensor.Ordinal"/> is its position among the states.</summary>
    InitialState,

    /// <summary>The state with the same <see cref="Tensor.Ordinal"/> after the last step.</summary>
    FinalState,

    /// <summary>How many steps of a sequence came before the one that the program computes: one number.</summary>
    StepNumber,

    /// <summary>Rows that the steps of a sequence leave behind for later ones: each writes its own, in place, and reads all.</summary>
    Cache,

    /// <summary>What is computed once for a sequence, before its first step, and read by every step.</summary>
    Memory,

    /// <summary>Attention weights that the caller reads; <see cref="Tensor.Ordinal"/> is their position among those.</summary>
    Exposed,

    /// <summary>A value beside the network's own that the caller reads; <see cref="Tensor.Ordinal"/> is its position among those.</summary>
    Output,

    /// <summary>What enters a loss over classes, for the caller to compare with the labels, where that is not the network's output;
    /// <see cref="Tensor.Ordinal"/> is the loss's position.</summary>
    Scored,

    /// <summary>A loss's class indices, or real targets, or the gradient of the output where there is no loss; <see cref="Tensor.Ordinal"/> is the loss's
    /// position.</summary>
    Target,

    /// <summary>What the losses of an example are multiplied with: 1/denominator, or 0 for what only fills up a block. One number, or one for each label;
    /// <see cref="Tensor.Ordinal"/> is the loss's position.</summary>
    ExampleWeight,

    /// <summary>What the losses of all classes are multiplied with where a loss looks at all of them: the weight of each, with the example's;
    /// <see cref="Tensor.Ordinal"/> is the loss's position.</summary>
    ClassWeight,

    /// <summary>1 for an example of the batch, 0 for what only fills up a block: one number per example.</summary>
    Presence,

    /// <summary>A trainable tensor, or a buffer that training moves without a gradient; <see cref="Tensor.Ordinal"/> is its position among the
    /// parameters.</summary>
    Parameter,

    /// <summary>The gradient of the parameter with the same <see cref="Tensor.Ordinal"/>.</summary>
    ParameterGradient,

    /// <summary>The gradient of the input with the same <see cref="Tensor.Ordinal"/>.</summary>
    InputGradient,

    /// <summary>What adds up over all examples of a batch. It is complete at the border behind the region that writes it, and not before.</summary>
    BatchSum,

    /// <summary>What is the same for all examples of a batch because it is made from parameters and sums over the batch alone.</summary>
    BatchValue,

    /// <summary>What the batch has where the parameter with the same <see cref="Tensor.Ordinal"/>, a buffer, has an average over batches.</summary>
    Statistic,

    /// <summary>Values known to the compiler.</summary>
    Constant,
}

/// <summary>A tensor of the program. The batch is never one of its dimensions.</summary>
/// <param name="Id">Unique within a program; also the order of creation.</param>
/// <param name="Name">For comments and the names of methods alone: what it says is said by <see cref="Origin"/>, <see cref="GradientOf"/> and
/// <see cref="Role"/>.</param>
/// <param name="Dimensions">The extents; empty for one number.</param>
/// <param name="LaneAxis">
/// The dimension whose neighbours lie next to each other in memory when one example is computed alone, and which then goes into the vector lanes:
/// channels of an image, features of a step, units of a dense layer. In parameters: the output feature. -1 for one number.
/// </param>
/// <param name="Ordinal">The position among the tensors of the same role, where the role says so.</param>
/// <param name="Values">The elements in row-major order of a <see cref="TensorRole.Constant"/>.</param>
internal sealed record Tensor(
    int Id,
    string Name,
    EquatableArray<int> Dimensions,
    Scope Scope,
    int LaneAxis,
    TensorRole Role,
    int Ordinal = 0,
    EquatableArray<double> Values = default)
{
    /// <summary>The layer that makes it. Passes hand it on to what they make of it.</summary>
    public Origin Origin { get; init; } = Origin.Network;

    /// <summary>The tensor that this is the gradient of; null where it is none.</summary>
    public Tensor? GradientOf { get; init; }

    /// <summary>The buffer that stands for this where there is no batch to look at; null for all but statistics of a batch.</summary>
    public Tensor? Running { get; init; }

    /// <summary>What is true of all tensors of its role.</summary>
    public RoleTraits Traits => RoleTraits.Of(Role);

    public int Rank => Dimensions.Count;

    /// <summary>The number of elements per example.</summary>
    public long Size => Dimensions.Aggregate(1L, (size, extent) => size * extent);

    public bool Equals(Tensor? other) => other is not null && Id == other.Id;

    public override int GetHashCode() => Id;

    /// <summary>Reads this tensor at the given index in an expression.</summary>
    public Expression At(params Affine[] index) => new Read(this, index);

    public override string ToString() => $"{Name}[{string.Join(",", Dimensions)}]";
}
