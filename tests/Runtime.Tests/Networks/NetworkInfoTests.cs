using StaticNets.CompilerServices;
using Xunit;

namespace StaticNets.Tests.Networks;

public sealed class NetworkInfoTests
{
    internal static NetworkInfo Small(LossKind loss = LossKind.SoftmaxCrossEntropy, params int[] output) => new(
        "Small",
        [new InputInfo("input", [1, 4, 4], InputKind.Values, 0, HasLengths: false, HasGradient: false)],
        output.Length == 0 ? [10] : [.. output],
        loss,
        [
            new LayerInfo("input", "Input(1, 4, 4)", [1, 4, 4], 0, 0),
            new LayerInfo("flatten1", "Flatten", [16], 0, 0),
            new LayerInfo("dense1", "Dense(10)", [10], 170, 160),
        ],
        new ParameterLayout("Small", 176,
        [
            new ParameterInfo("dense1.weight", [10, 16], 0, [16, 1], default),
            new ParameterInfo("dense1.bias", [10], 160, [1], default),
        ]),
        MultiplyAdds: 160, WorkspaceBytes: 4096, Hash: "0");

    [Fact]
    public void Its_text_is_the_table_of_layers()
    {
        const string expected = """
            name      layer           output  parameters  multiply-adds
            -----------------------------------------------------------
            input     Input(1, 4, 4)  1x4x4
            flatten1  Flatten         16
            dense1    Dense(10)       10             170            160
            -----------------------------------------------------------
            Small                     10             170            160

            """;
        Assert.Equal(expected, Small().ToString());
    }

    [Fact]
    public void A_network_runs_with_the_widest_code_that_the_process_uses_or_the_narrowest_it_has()
    {
        Assert.Equal(VectorWidth.Current, (Small() with { VectorWidths = [128, 256, 512] }).VectorWidth);
        Assert.Equal(128, (Small() with { VectorWidths = [128] }).VectorWidth);
        Assert.Equal(512, (Small() with { VectorWidths = [512] }).VectorWidth);
    }

    [Fact]
    public void Sizes_are_products_of_shapes()
    {
        Assert.Equal(170, Small().ParameterCount);
        Assert.Equal(10, Small().OutputSize);
        Assert.Equal(16, Small().Inputs[0].Size);
        Assert.Equal("input 1x4x4", Small().Inputs[0].ToString());
    }
}
