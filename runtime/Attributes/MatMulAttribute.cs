namespace StaticNets;

/// <summary>The matrix product of the current value and another: <c>out[.., m, n] = sum over k of current[.., m, k] other[.., k, n]</c>.</summary>
/// <param name="other">The name of an earlier layer or input.</param>
/// <remarks>
/// In: <c>[.., m, k]</c> and <c>[.., k, n]</c>. Leading axes are aligned from the last and must be equal, or one of them 1 or missing, which is spread. A
/// vector on the left is one row, on the right one column, whose axis the output does not have; two vectors give <c>[1]</c>. Out: <c>[.., m, n]</c>. All as
/// PyTorch's <c>matmul</c>. The current value may be a sequence with lengths, the other one not.
/// </remarks>
public sealed class MatMulAttribute(string other) : LayerAttribute
{
    /// <summary>The name of an earlier layer or input.</summary>
    public string Other { get; } = other;

    /// <summary>Whether the other value is <c>[.., n, k]</c>, as in scores of queries against keys. Default: false.</summary>
    public bool Transpose { get; set; }
}
