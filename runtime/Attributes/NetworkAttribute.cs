namespace StaticNets;

/// <summary>
/// Marks a partial class as a neural network: its other attributes are compiled to C# that runs the network forward
/// and backward.
/// </summary>
/// <remarks>The class gets <see cref="INetwork{TSelf}"/>, typed <c>Forward</c>, <c>Loss</c> and <c>Backward</c> methods, and its <c>Parameters</c>.</remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class NetworkAttribute : Attribute
{
    /// <summary>The distribution of the initial weights. Default: <see cref="Init.Default"/>, PyTorch's.</summary>
    public Init Init { get; set; } = Init.Default;

    /// <summary>The most weights and biases the network may have; more is a compile-time error. Default: 0, no limit of its own.</summary>
    public int MaxParameters { get; set; }

    /// <summary>
    /// The most scratch memory, in bytes, each thread that runs the network may need; more is a compile-time error. Default: 0, no limit of its own.
    /// </summary>
    public long MaxWorkspaceBytes { get; set; }

    /// <summary>
    /// The vector widths code is emitted for. Default: <see cref="VectorWidths.Default"/>, what the MSBuild property
    /// <c>StaticNetsVectorWidths</c> says, or else all.
    /// </summary>
    public VectorWidths VectorWidths { get; set; } = VectorWidths.Default;

    /// <summary>
    /// A safetensors file whose tensors become part of the assembly: the class gets a property <c>Pretrained</c>, a network with these weights. The path is
    /// relative to the project's folder, and that of an item <c>&lt;StaticNetsWeights Include="..." /&gt;</c> of the project. Names, shapes and types are
    /// compared at compile time. Default: null, no weights.
    /// </summary>
    public string? Weights { get; set; }
}
