namespace StaticNets;

/// <summary>A rectified linear unit that ends at 6: <c>out = min(max(0, in), 6)</c>.</summary>
/// <remarks>In and out: any shape. As PyTorch's <c>ReLU6</c>. Krizhevsky,
/// "Convolutional deep belief networks on CIFAR-10" (2010).</remarks>
public sealed class Relu6Attribute : LayerAttribute;
