using Xunit;

namespace StaticNets.Tests.Attributes;

public sealed class AttributeTests
{
    [Fact]
    public void Sides_follow_the_short_form_unless_set()
    {
        var convolution = new Conv2dAttribute(6, 5) { Stride = 2, PaddingWidth = 1, Padding = 3, DilationHeight = 4 };
        Assert.Equal((6, 5, 5), (convolution.Filters, convolution.KernelHeight, convolution.KernelWidth));
        Assert.Equal((2, 2), (convolution.StrideHeight, convolution.StrideWidth));
        Assert.Equal((3, 1), (convolution.PaddingHeight, convolution.PaddingWidth));
        Assert.Equal((4, 1), (convolution.DilationHeight, convolution.DilationWidth));
        var plain = new Conv2dAttribute(1, 2, 3);
        Assert.Equal(
            (2, 3, 1, 1, 0, 0), (plain.KernelHeight, plain.KernelWidth, plain.StrideHeight, plain.StrideWidth, plain.PaddingHeight, plain.PaddingWidth));
        Assert.Equal((1, true), (plain.Groups, plain.Bias));
    }

    [Fact]
    public void A_pools_stride_is_its_window_unless_set()
    {
        Assert.Equal((2, 3), (new MaxPoolAttribute(2, 3).StrideHeight, new MaxPoolAttribute(2, 3).StrideWidth));
        Assert.Equal((1, 1), (new AvgPoolAttribute(2, 3) { Stride = 1 }.StrideHeight, new AvgPoolAttribute(2, 3) { Stride = 1 }.StrideWidth));
        Assert.Equal((2, 1), (new AvgPoolAttribute(2) { StrideWidth = 1 }.StrideHeight, new AvgPoolAttribute(2) { StrideWidth = 1 }.StrideWidth));
        Assert.True(new AvgPoolAttribute(2).CountIncludePad);
    }

    [Fact]
    public void Defaults_are_pytorchs()
    {
        Assert.Equal(0.01, new LeakyReluAttribute().Slope);
        Assert.Equal(1e-5, new LayerNormAttribute().Epsilon);
        Assert.Equal(-100, new SoftmaxCrossEntropyAttribute().IgnoreIndex);
        Assert.Equal(Init.Default, new NetworkAttribute().Init);
    }

    [Fact]
    public void Every_layer_can_be_written_several_times_on_one_class_and_is_not_inherited()
    {
        var layers = typeof(LayerAttribute).Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(LayerAttribute)) && !type.IsAbstract).ToArray();
        Assert.True(layers.Length >= 22);
        Assert.All(layers, layer =>
        {
            var usage = Assert.IsType<AttributeUsageAttribute>(Attribute.GetCustomAttribute(layer, typeof(AttributeUsageAttribute)));
            Assert.Equal((AttributeTargets.Class, true, false), (usage.ValidOn, usage.AllowMultiple, usage.Inherited));
            Assert.True(layer.IsSealed);
        });
    }
}
