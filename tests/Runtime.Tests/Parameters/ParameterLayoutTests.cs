using Xunit;

namespace StaticNets.Tests.Parameters;

public sealed class ParameterLayoutTests
{
    [Fact]
    public void Entries_must_lie_inside_the_buffer()
    {
        Make(12, new ParameterInfo("w", [2, 3], 0, [1, 5], default));
        Assert.Throws<ArgumentException>(() => Make(11, new ParameterInfo("w", [2, 3], 0, [1, 5], default)));
        Assert.Throws<ArgumentException>(() => Make(12, new ParameterInfo("w", [2, 3], 1, [1, 5], default)));
        Assert.Throws<ArgumentException>(() => Make(12, new ParameterInfo("w", [2], -1, [1], default)));
        Assert.Throws<ArgumentException>(() => Make(12, new ParameterInfo("w", [2], 4, [-1], default)));
        Assert.Throws<ArgumentException>(() => Make(12, new ParameterInfo("w", [2, 3], 0, [1], default)));
        Assert.Throws<ArgumentException>(() => Make(int.MaxValue, new ParameterInfo("w", [65536, 65536], 0, [65536, 1], default)));
    }

    [Fact]
    public void Names_must_differ()
    {
        var info = new ParameterInfo("w", [2], 0, [1], default);
        var error = Assert.Throws<ArgumentException>(() => Make(12, info, info with { Offset = 4 }));
        Assert.Contains("two parameters named w", error.Message);
    }

    private static ParameterLayout Make(int length, params ParameterInfo[] entries) => new("Any", length, [.. entries]);
}
