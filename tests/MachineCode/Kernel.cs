namespace StaticNets.Tests.MachineCode;

/// <summary>A kernel that takes most of a network's time.</summary>
/// <param name="Name">What it computes.</param>
/// <param name="Network">The class.</param>
/// <param name="Method">The method of the class's compiled code.</param>
internal sealed record Kernel(string Name, string Network, string Method)
{
    /// <summary>The main kernels of tests/Kernels, all of blocks of examples.</summary>
    public static IReadOnlyList<Kernel> Main { get; } =
    [
        new("convolution 1x28x28 to 6x28x28", "LeNet", "Conv2d1Sigmoid1"),
        new("convolution 6x14x14 to 16x10x10", "LeNet", "Conv2d2Sigmoid2"),
        new("its input's gradient", "LeNet", "Avgpool1Gradient"),
        new("its weights' gradient", "LeNet", "Conv2d2WeightGradient"),
        new("dense 400 to 120", "LeNet", "Dense1Sigmoid3"),
        new("its input's gradient", "LeNet", "Avgpool2Gradient"),
        new("its weights' gradient", "LeNet", "Dense1WeightGradient"),
        new("recurrence of LSTM(256)", "Recurrent", "Lstm1L0Gates"),
        new("its gradient", "Recurrent", "Lstm1L0HiddenGradient"),
        new("its weights' gradient", "Recurrent", "Lstm1WeightHhL0Gradient"),
        new("projection of keys", "Transformer", "AttentionKeys"),
        new("queries by keys", "Transformer", "AttentionScores"),
        new("weights by values", "Transformer", "AttentionHeads"),
        new("gradient of the keys", "Transformer", "AttentionKeysGradient"),
        new("dense 128 to 512", "Transformer", "WideningRelu1"),
        new("its weights' gradient", "Transformer", "WideningWeightGradient"),
    ];

    /// <summary>Of the innermost loops the one with the largest tile: the others handle what is left at edges, or apply functions to the sums.</summary>
    public Loop MainLoop(Disassembly code, int bits)
        => code.InnermostLoops($"_{Network}_Vector{bits}Code__{Method}").MaxBy(loop => (loop.Accumulators, loop.Fmas))!;
}
