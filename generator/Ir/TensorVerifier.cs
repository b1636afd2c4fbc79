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

        if (tensor.Scope != tensor.Traits.Scope)
        {
            yield return $"the tensor {tensor} is {tensor.Role}, but its scope {tensor.Scope}";
        }

        if (tensor.Role == TensorRole.Constant && tensor.Values.Count != tensor.Size)
        {
            yield return FormattableString.Invariant($"the constant {tensor} has {tensor.Values.Count} values");
        }
    }
}
