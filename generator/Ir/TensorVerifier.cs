namespace StaticNets.Generator.Ir;

/// <summary>Looks for what no tensor of a valid program is.</summary>
internal static class TensorVerifier
{
    public static IEnumerable<string> Faults(Tensor tensor)
    {
        if (tensor.Dimensions.Any(extent => extent < 1))
        {
            yield return $"the tensor {tensor} has a dimension without elements";
        }

        if (tensor.Rank == 0 ? tensor.LaneAxis != -1 : tensor.LaneAxis < 0 || tensor.LaneAxis >= tensor.Rank)
        {
            yield return FormattableString.Invariant($"the lane axis of the tensor {tensor} is {tensor.LaneAxis}");
        }

        if (tensor.Scope != ScopeOf(tensor.Role))
        {
            yield return $"the tensor {tensor} is {tensor.Role}, but its scope {tensor.Scope}";
        }

        if (tensor.Role == TensorRole.Constant && tensor.Values.Count != tensor.Size)
        {
            yield return FormattableString.Invariant($"the constant {tensor} has {tensor.Values.Count} values");
        }
    }

    /// <summary>Whether its elements are there before the program begins.</summary>
    public static bool IsGiven(Tensor tensor) => tensor.Role is TensorRole.Cache or TensorRole.Memory || !IsWritable(tensor);

    /// <summary>Whether a program may make its elements.</summary>
    public static bool IsWritable(Tensor tensor) => tensor.Role
        is TensorRole.Intermediate or TensorRole.FinalState or TensorRole.Cache or TensorRole.Memory or TensorRole.Exposed or TensorRole.ParameterGradient or TensorRole.InputGradient;

    private static Scope ScopeOf(TensorRole role) => role is TensorRole.Parameter or TensorRole.ParameterGradient or TensorRole.Constant ? Scope.Shared : Scope.Example;
}
