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
}
