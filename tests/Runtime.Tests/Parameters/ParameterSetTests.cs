using System.Runtime.CompilerServices;
using Xunit;

namespace StaticNets.Tests.Parameters;

public sealed class ParameterSetTests
{
    [Fact]
    public void Tensors_go_to_the_places_their_strides_say()
    {
        var set = Layouts.Numbered();
        float[] expected =
        [
            1, 4, 0, 0, 2, 5, 0, 0, 3, 6, 0, 0, 0, 0, 0, 0,
            7, 8, 9, 10, 11, 0, 0, 12,
            13, 17, 0, 0, 14, 18, 0, 0, 15, 19, 0, 0, 16, 20, 0, 0,
        ];
        Assert.Equal(expected, set.Values.ToArray());
    }

    [Fact]
    public void Named_access_gives_row_major_order_back()
    {
        var set = Layouts.Numbered();
        Assert.Equal([1, 2, 3, 4, 5, 6], set["dense1.weight"]);
        Assert.Equal([7, 8, 9, 10, 11], set["dense1.bias"]);
        Assert.Equal([12], set["scale"]);
        Assert.Equal([13, 14, 15, 16, 17, 18, 19, 20], set["conv2d1.weight"]);
        Assert.Equal(["dense1.weight", "dense1.bias", "scale", "conv2d1.weight"], set.Names);
        Assert.Equal(4, set.Count);
        Assert.Equal(20, set.Layout.ParameterCount);
    }

    [Fact]
    public void Named_access_hands_out_copies()
    {
        var set = Layouts.Numbered();
        set["scale"][0] = 99;
        Assert.Equal([12], set["scale"]);
    }

    [Fact]
    public void A_misspelt_name_is_answered_with_the_nearest()
    {
        var error = Assert.Throws<ArgumentException>(() => Layouts.Numbered()["conv1d1.weight"]);
        Assert.Equal("name", error.ParamName);
        Assert.StartsWith("Padded has no parameter named 'conv1d1.weight': did you mean 'conv2d1.weight'?", error.Message);
        error = Assert.Throws<ArgumentException>(() => Layouts.Numbered()["momentum"]);
        Assert.DoesNotContain("did you mean", error.Message);
    }

    [Theory]
    [InlineData("Sclae", "scale")]
    [InlineData("sole", null)]
    [InlineData("dnese1.bais", "dense1.bias")]
    [InlineData("xxxxe1.bias", null)]
    public void Two_swapped_letters_are_one_mistake_and_a_third_of_the_letters_may_be_wrong(string name, string? nearest)
        => Assert.Equal(nearest, NearestName.Of(name, Layouts.Numbered().Names));

    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(0)]
    public void A_wrong_number_of_values_is_an_error_that_names_the_shape(int length)
    {
        var set = Layouts.Numbered();
        var error = Assert.Throws<ArgumentException>(() => set.Set("dense1.weight", new float[length]));
        Assert.StartsWith($"values has {length} values, but dense1.weight of shape 2x3 has 6.", error.Message);
        error = Assert.Throws<ArgumentException>(() => set.CopyTo("dense1.weight", new float[length]));
        Assert.Equal("destination", error.ParamName);
        Assert.Equal(Layouts.Numbered().Values.ToArray(), set.Values.ToArray());
    }

    [Fact]
    public void Copying_stays_inside_the_callers_memory()
    {
        var set = Layouts.Numbered();
        using var memory = new GuardedMemory<float>(8);
        set.CopyTo("conv2d1.weight", memory.Span);
        set.Set("conv2d1.weight", memory.Span);
        Assert.Equal([13, 14, 15, 16, 17, 18, 19, 20], memory.Span.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(61706)]
    public unsafe void The_buffer_starts_on_a_cache_line_and_is_zeroed(int length)
    {
        for (var i = 0; i < 20; i++)
        {
            var set = new ParameterSet(new ParameterLayout("Any", length, []));
            Assert.Equal(0u, (nuint)Unsafe.AsPointer(ref set.Reference) % 64);
            Assert.Equal(length, set.Values.Length);
            Assert.Equal(-1, set.Values.IndexOfAnyExcept(0f));
        }
    }

    [Fact]
    public void The_reference_is_the_first_value()
    {
        var set = Layouts.Numbered();
        Assert.True(Unsafe.AreSame(ref set.Reference, ref set.Values[0]));
    }

    [Fact]
    public void The_buffer_does_not_move()
    {
        var set = Layouts.Numbered();
        var before = Address(set);
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        Assert.Equal(before, Address(set));

        static unsafe nuint Address(ParameterSet set) => (nuint)Unsafe.AsPointer(ref set.Reference);
    }

    [Fact]
    public void Copying_setting_and_drawing_allocate_nothing()
    {
        var set = Layouts.Numbered();
        var values = new float[8];
        Assert.Equal(0, Allocation.Of(() => set.CopyTo("conv2d1.weight", values)));
        Assert.Equal(0, Allocation.Of(() => set.Set("conv2d1.weight", values)));
        Assert.Equal(0, Allocation.Of(() => set.Initialize(3)));
    }

    [Fact]
    public void A_tensor_may_have_more_axes_than_any_layer_makes()
    {
        var deep = new ParameterInfo("deep", [1, 1, 2, 1, 1, 1, 1, 2, 1, 3], 0, [0, 0, 1, 0, 0, 0, 0, 2, 0, 4], default);
        var set = new ParameterSet(new ParameterLayout("Deep", 12, [deep]));
        set["deep"] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
        Assert.Equal([1, 7, 4, 10, 2, 8, 5, 11, 3, 9, 6, 12], set.Values);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], set["deep"]);
    }

    [Fact]
    public void A_clone_has_its_own_memory()
    {
        var set = Layouts.Numbered();
        var clone = set.Clone();
        set.Clear();
        Assert.Equal(Layouts.Numbered().Values.ToArray(), clone.Values.ToArray());
        Assert.Equal(-1, set.Values.IndexOfAnyExcept(0f));
    }

    [Fact]
    public void Another_networks_set_is_not_copied()
    {
        var other = new ParameterSet(new ParameterLayout("Other", 40, []));
        var error = Assert.Throws<ArgumentException>(() => Layouts.Numbered().CopyFrom(other));
        Assert.StartsWith("other holds parameters of Other, but those of Padded are needed.", error.Message);
    }
}
