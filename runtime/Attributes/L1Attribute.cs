namespace StaticNets;

/// <summary>The loss <c>mean over all elements of |in - target|</c>; comes last.</summary>
/// <remarks>In: any shape; targets are floats of the same shape. As PyTorch's <c>L1Loss</c>: the mean is over examples and elements,
/// the derivative at 0 is 0.</remarks>
public sealed class L1Attribute : LossAttribute;
