namespace StaticNets;

/// <summary>
/// One layer of a network. Layers are applied in the order in which they are written on the class; shapes never
/// include the batch.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute
{
    /// <summary>
    /// Names the layer's output and prefixes its parameters. Default: the kind in lower case and its ordinal among that
    /// kind, from 1, such as <c>conv2d1</c> or <c>dense2</c>.
    /// </summary>
    public string Name { get; set; } = "";

    /// <summary>
    /// The name of an earlier layer or input whose output this layer takes. Default: the layer before it.
    /// </summary>
    public string From { get; set; } = "";

    /// <summary>
    /// Whether training changes the layer's parameters. If not, they have no gradient, none is computed, and optimizers leave them alone; those of layers
    /// before it are trained through it. The running statistics of a <see cref="BatchNormAttribute"/> move all the same, as in PyTorch. A
    /// <see cref="UseAttribute"/> says it for all layers of its block. Default: true.
    /// </summary>
    public bool Trainable { get; set; } = true;
}
