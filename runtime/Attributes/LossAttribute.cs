namespace StaticNets;

/// <summary>
/// A loss. Losses come last; of several, each takes the value that <see cref="LayerAttribute.From"/> names, has targets of its own, and the sum of all is
/// trained, each multiplied with its <see cref="Weight"/>.
/// </summary>
public abstract class LossAttribute : LayerAttribute
{
    /// <summary>What the loss is multiplied with in the sum that is trained. It is reported without. Default: 1.</summary>
    public double Weight { get; set; } = Agreement.LossWeight;
}
