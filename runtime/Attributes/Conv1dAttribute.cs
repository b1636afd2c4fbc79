namespace StaticNets;

/// <summary>
/// Cross-correlation along the steps of a sequence:
/// <c>out[t, f] = bias[f] + sum over c, i of weight[f, c, i] * in[t * stride + i * dilation - padding, c]</c>.
/// </summary>
/// <param name="filters">The number of filters: the features of the output.</param>
/// <param name="kernel">The kernel's length in steps.</param>
/// <remarks>
/// <para>In: <c>[steps, features]</c>. Out: <c>[steps', filters]</c> with steps' = floor((steps + p - d (k - 1) - 1) / s) + 1 for padding p
/// at both ends together. Where examples differ in length, steps that are padding count as zeros, and an example of n steps is one of as many as n give; one
/// has to be left.</para>
/// <para>
/// Parameters: <c>weight</c> <c>[filters, features / groups, kernel]</c>, <c>bias</c> <c>[filters]</c>. As PyTorch's
/// <c>Conv1d</c>, whose sequences are <c>[features, steps]</c>.
/// </para>
/// </remarks>
public sealed class Conv1dAttribute(int filters, int kernel) : LayerAttribute
{
    private int? _paddingBefore;
    private int? _paddingAfter;

    /// <summary>The number of filters: the features of the output.</summary>
    public int Filters { get; } = filters;

    /// <summary>The kernel's length in steps.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>The distance in steps between neighbouring windows, at least 1. Default: 1.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Steps of zeros added before and after the sequence. Default: 0.</summary>
    public int Padding { get; set; }

    /// <summary>Steps of zeros added before the sequence. Default: <see cref="Padding"/>.</summary>
    public int PaddingBefore
    {
        get => _paddingBefore ?? Padding;
        set => _paddingBefore = value;
    }

    /// <summary>Steps of zeros added behind the sequence. Default: <see cref="Padding"/>.</summary>
    public int PaddingAfter
    {
        get => _paddingAfter ?? Padding;
        set => _paddingAfter = value;
    }

    /// <summary>
    /// Whether there is, for examples of all lengths, as much padding as gives ceil(steps / stride) outputs, the odd step at the end, as in TensorFlow and as
    /// ONNX's SAME_UPPER; no padding can be written then. Default: false.
    /// </summary>
    public bool Same { get; set; }

    /// <summary>
    /// Whether a step of the output sees its own step of the input and those before, and none after: there is as much padding before the sequence as that
    /// takes, and none behind it; no other padding can be written then. With a stride of 1 the layer runs step by step as well, over any number of
    /// steps: a state has the rows that windows still meet. A kernel of 1 without padding does so as it is. Default: false. Oord et al., "WaveNet: a generative
    /// model for raw audio" (2016).
    /// </summary>
    public bool Causal { get; set; }

    /// <summary>The distance between the steps that neighbouring kernel elements meet, at least 1. Default: 1.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Splits the features and the filters into this many groups, each convolved by itself; divides both. Default: 1.</summary>
    public int Groups { get; set; } = 1;

    /// <summary>Whether each filter has a bias. Default: true.</summary>
    public bool Bias { get; set; } = true;
}
