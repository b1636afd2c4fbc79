namespace StaticNets;

/// <summary>The loss <c>mean over all elements of (in - target)^2</c>; comes last.</summary>
/// <remarks>In: any shape; targets are floats of the same shape. As PyTorch's <c>MSELoss</c>: the mean is over examples and elements.</remarks>
public sealed class MeanSquaredErrorAttribute : LossAttribute;
