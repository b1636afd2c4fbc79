using Xunit;

namespace StaticNets.Tests.Parameters;

/// <summary>Tensors that are cut into panels along an axis.</summary>
public sealed class PanelLayoutTests
{
    /// <summary>
    /// [10, 3] in panels of 4 rows, two panels for each group of 5: rows 0-3, 4, 5-8 and 9, each of 3 columns of 4 floats and a float beyond them.
    /// </summary>
    private static readonly ParameterInfo Grouped = new("weight", [10, 3], 2, [1, 4], default) { Panels = new PanelLayout(0, 4, 5, 13) };

    [Theory]
    [InlineData(0, 0, 2)]
    [InlineData(3, 2, 2 + 3 + (2 * 4))]
    [InlineData(4, 0, 2 + 13)]
    [InlineData(5, 1, 2 + (2 * 13) + 4)]
    [InlineData(8, 0, 2 + (2 * 13) + 3)]
    [InlineData(9, 2, 2 + (3 * 13) + (2 * 4))]
    public void Elements_lie_in_the_panel_of_their_row(int row, int column, int position)
    {
        var set = new ParameterSet(new ParameterLayout("Any", 60, [Grouped]));
        var values = new float[30];
        values[(row * 3) + column] = 1;
        set["weight"] = values;
        Assert.Equal(1, set.Values[position]);
        Assert.Equal(1, set.Values.ToArray().Sum());
        Assert.Equal(values, set["weight"]);
    }

    [Fact]
    public void Any_axis_may_be_cut()
    {
        var middle = new ParameterInfo("kernel", [2, 5, 3], 0, [40, 1, 2], default) { Panels = new PanelLayout(1, 2, 5, 6) };
        var set = new ParameterSet(new ParameterLayout("Any", 60, [middle]));
        var values = Enumerable.Range(1, 30).Select(value => (float)value).ToArray();
        set["kernel"] = values;
        Assert.Equal(values, set["kernel"]);
        for (int i = 0, element = 0; i < 2; i++)
        {
            for (var j = 0; j < 5; j++)
            {
                for (var k = 0; k < 3; k++)
                    Assert.Equal(values[element++], set.Values[(i * 40) + (j / 2 * 6) + (j % 2) + (k * 2)]);
            }
        }
    }

    [Fact]
    public void Panels_must_lie_inside_the_buffer()
    {
        // The last panel ends at 2 + 3 * 13 + 2 * 4 + 3.
        Assert.Single(new ParameterLayout("Any", 53, [Grouped]).Entries);
        Assert.Throws<ArgumentException>(() => new ParameterLayout("Any", 52, [Grouped]));
    }

    [Theory]
    [InlineData(0, 5, 13)]
    [InlineData(4, 0, 13)]
    [InlineData(4, 5, -1)]
    public void Panels_must_be_some(int width, int group, int stride)
    {
        var error = Assert.Throws<ArgumentException>(
            () => new ParameterLayout("Any", 60, [Grouped with { Panels = new PanelLayout(0, width, group, stride) }]));
        Assert.Contains($"weight has panels of {width} in groups of {group}, {stride} floats apart", error.Message);
    }
}
