namespace StaticNets;

/// <summary>The figure of the test dataset that tells a better epoch from a worse one.</summary>
public enum Monitored
{
    /// <summary>The loss: the least is best.</summary>
    Loss,

    /// <summary>The accuracy: the greatest is best.</summary>
    Accuracy,
}
