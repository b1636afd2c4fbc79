namespace StaticNets.Samples.Classifying;

/// <summary>The optimizers the command line offers.</summary>
public enum OptimizerKind
{
    Sgd,
    Momentum,
    Adam,
    AdamW,
}
