namespace StaticNets;

/// <summary>A vector per token that is 1 at the token's index and 0 elsewhere: <c>out[t, v] = 1</c> where in[t] = v, else 0.</summary>
/// <remarks>In: tokens <c>[steps]</c>. Out: <c>[steps, vocabulary]</c>. As PyTorch's <c>one_hot</c>.</remarks>
public sealed class OneHotAttribute : LayerAttribute;
