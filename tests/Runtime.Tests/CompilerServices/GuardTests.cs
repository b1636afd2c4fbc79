using StaticNets.CompilerServices;
using Xunit;

namespace StaticNets.Tests.CompilerServices;

public sealed class GuardTests
{
    [Fact]
    public void A_wrong_length_names_argument_length_and_shape()
    {
        Guard.Length(1568, "input", 2, "1x28x28", 784);
        var error = Assert.Throws<ArgumentException>("input", () => Guard.Length(784, "input", 2, "1x28x28", 784));
        Assert.StartsWith("input has 784 elements, but 2 examples of shape 1x28x28 need 1568.", error.Message);
        error = Assert.Throws<ArgumentException>("input", () => Guard.Length(0, "input", 1, "1x28x28", 784));
        Assert.StartsWith("input has 0 elements, but 1 example of shape 1x28x28 need", error.Message);
    }

    [Fact]
    public void A_product_beyond_int_does_not_wrap_round()
    {
        // 65,536 * 65,536 is 0 in 32 bits.
        Assert.Throws<ArgumentException>("input", () => Guard.Length(0, "input", 65536, "65536", 65536));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_batch_has_at_least_one_example(int count)
    {
        Guard.Count(1);
        var error = Assert.Throws<ArgumentOutOfRangeException>("count", () => Guard.Count(count));
        Assert.StartsWith($"count is {count}, but at least 1 example is needed.", error.Message);
    }

    [Fact]
    public void A_label_out_of_range_names_the_example()
    {
        Guard.Labels([0, 9, -100], "target", 1, 10, -100);
        var error = Assert.Throws<ArgumentOutOfRangeException>("target", () => Guard.Labels([0, 10, 3], "target", 1, 10, -100));
        Assert.StartsWith("target of example 1 is 10, but must be from 0 to 9, or -100 to be ignored.", error.Message);
        error = Assert.Throws<ArgumentOutOfRangeException>("target", () => Guard.Labels([0, 1, 2, 3, 4, -1], "target", 3, 10, -100));
        Assert.StartsWith("target of example 1, step 2 is -1", error.Message);
    }

    [Fact]
    public void A_length_out_of_range_names_the_example()
    {
        Guard.Lengths([1, 5], "lengths", 2, 5);
        var error = Assert.Throws<ArgumentException>("lengths", () => Guard.Lengths([1, 6], "lengths", 2, 5));
        Assert.StartsWith("lengths of example 1 is 6, but must be from 1 to 5.", error.Message);
        Assert.Throws<ArgumentException>("lengths", () => Guard.Lengths([0, 5], "lengths", 2, 5));
        Assert.Throws<ArgumentException>("lengths", () => Guard.Lengths([1], "lengths", 2, 5));
    }

    [Fact]
    public void Gradients_must_be_of_the_network()
    {
        var layout = new ParameterLayout("LeNet", 4, []);
        Guard.Gradients(new ParameterSet(layout), "gradients", layout);
        var other = new ParameterSet(new ParameterLayout("Other", 4, []));
        var error = Assert.Throws<ArgumentException>("gradients", () => Guard.Gradients(other, "gradients", layout));
        Assert.Contains("use LeNet.NewGradients()", error.Message);
        Assert.Throws<ArgumentNullException>("gradients", () => Guard.Gradients(null!, "gradients", layout));
    }
}
