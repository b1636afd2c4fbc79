namespace StaticNets;

/// <summary>Numbers that the compiler, whose code runs in this runtime, must have too. The compiler is built from this file as well.</summary>
internal static class Agreement
{
    /// <summary>Examples that one pass over a network computes together, side by side in memory.</summary>
    public const int BlockExamples = 16;

    /// <summary>Blocks in a chunk, at most: some gradients are computed once for all of them.</summary>
    public const int MaximumBlocks = 8;

    /// <summary>Inputs that one batch has places for, and attention weights that can be read.</summary>
    public const int InputsOfBatch = 8;

    /// <summary>Losses that a network can have: a batch is extended with others for further ones.</summary>
    public const int MaximumLosses = 8;

    /// <summary>Inputs that a network can have: as many as fit a batch and those it is extended with.</summary>
    public const int MaximumInputs = InputsOfBatch * MaximumLosses;

    /// <summary>Values that inference can give beside the network's own: each batch that another is extended with has a place for one.</summary>
    public const int MaximumFurtherOutputs = InputsOfBatch - 1 + MaximumLosses - 1;

    /// <summary>The floats of a cache line, at which all memory begins that emitted code gets.</summary>
    public const int CacheLineFloats = 16;

    /// <summary>What an attribute says where it is written without: the default values of its properties.</summary>
    public const int IgnoreIndex = -100;

    /// <inheritdoc cref="IgnoreIndex"/>
    public const double LayerNormEpsilon = 1e-5;

    /// <inheritdoc cref="IgnoreIndex"/>
    public const double BatchNormEpsilon = 1e-5;

    /// <inheritdoc cref="IgnoreIndex"/>
    public const double BatchNormMomentum = 0.1;

    /// <summary>PyTorch's for GroupNorm and InstanceNorm.</summary>
    public const double GroupNormEpsilon = 1e-5;

    /// <summary>PyTorch's for RMSNorm: the distance from 1 to the next float.</summary>
    public const double RmsNormEpsilon = 1.1920928955078125e-7;

    /// <inheritdoc cref="IgnoreIndex"/>
    public const double LossWeight = 1;

    /// <inheritdoc cref="IgnoreIndex"/>
    public const double LabelSmoothing = 0;

    /// <inheritdoc cref="IgnoreIndex"/>
    public const double PositiveWeight = 1;

    /// <inheritdoc cref="IgnoreIndex"/>
    public const double LeakySlope = 0.01;

    /// <inheritdoc cref="IgnoreIndex"/>
    public const double EluAlpha = 1;

    /// <inheritdoc cref="IgnoreIndex"/>
    public const double HuberDelta = 1;

    /// <inheritdoc cref="IgnoreIndex"/>
    public const double Shift = 0;

    /// <summary>What trained slopes begin with.</summary>
    public const double PReluWeight = 0.25;
}
