using StaticNets.Generator.Emit;
using Xunit;

namespace StaticNets.Generator.Tests;

public sealed class KernelScopeTests
{
    [Fact]
    public void LoopsWithinOneAnotherAndTemporariesHaveNamesOfTheirOwn()
    {
        var scope = new KernelScope([], tensor => tensor);
        var outer = scope.LoopName("t", []);
        string[] names = [outer, scope.LoopName("t", [outer]), .. Enumerable.Range(0, 4).Select(_ => scope.TemporaryName())];
        Assert.Equal(names.Length, names.Distinct().Count());
    }

    [Fact]
    public void LoopsBehindOneAnotherShareTheirName()
    {
        var scope = new KernelScope([], tensor => tensor);
        Assert.Equal(scope.LoopName("i", []), scope.LoopName("i", []));
    }
}
