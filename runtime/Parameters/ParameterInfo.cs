using System.Collections.Immutable;

namespace StaticNets;

/// <summary>
/// One tensor in the flat buffer. Element <c>[i0, i1, ...]</c> of the tensor, indexed as in PyTorch, lives at
/// <c>Offset + i0 * Strides[0] + i1 * Strides[1] + ...</c>, or along one axis as <see cref="Panels"/> say: the network chooses an order its kernels read well.
/// </summary>
/// <param name="Name">The name in files, such as <c>conv2d1.weight</c>.</param>
/// <param name="Shape">PyTorch's shape.</param>
/// <param name="Offset">The index of the first element in the flat buffer.</param>
/// <param name="Strides">The distance in the flat buffer between neighbours along each axis of the shape.</param>
/// <param name="Initializer">The distribution of the initial values.</param>
public sealed record ParameterInfo(
    string Name, ImmutableArray<int> Shape, int Offset, ImmutableArray<int> Strides, Initializer Initializer)
{
    private readonly bool _isTrained = true;

    /// <summary>
    /// The name in files of a second tensor of the same shape, null where there is none: what it holds is added to this one when a file is loaded, and it is
    /// saved as zeros. PyTorch has two biases, <c>bias_ih_l0</c> and <c>bias_hh_l0</c>, where only their sum makes a difference.
    /// </summary>
    public string? Summand { get; init; }

    /// <summary>
    /// How the tensor is cut into panels along one axis, whose stride is then that of neighbours in a panel; null, the default, where it is not.
    /// </summary>
    public PanelLayout? Panels { get; init; }

    /// <summary>
    /// Of a buffer, such as the running mean of a <see cref="BatchNormAttribute"/>: the share that a training step takes from the batch. A buffer has no
    /// gradient; where a set of gradients has its place, a training pass leaves what the batch has. null, the default: a trained parameter.
    /// </summary>
    public double? Momentum { get; init; }

    /// <summary>
    /// Whether this has a gradient, and optimizers change it: neither buffers do, nor parameters of layers with <see cref="LayerAttribute.Trainable"/> false.
    /// Default: true.
    /// </summary>
    public bool IsTrained
    {
        get => _isTrained && Momentum is null;
        init => _isTrained = value;
    }

    /// <summary>The number of elements.</summary>
    public int Size => Shapes.Size(Shape);

    /// <summary>Name and shape.</summary>
    public override string ToString() => $"{Name} {Shapes.Text(Shape)}";
}
