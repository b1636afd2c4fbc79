using StaticNets.Generator.Ir;
using StaticNets.Generator.Lower;
using Xunit;

namespace StaticNets.Generator.Tests;

public sealed class KernelNamesTests
{
    [Fact]
    public void LoopsWithinOneAnotherAndTemporariesHaveNamesOfTheirOwn()
    {
        var scope = new KernelNames([], tensor => tensor);
        var outer = scope.Variable(new Axis(0, "t", 2), 2, []).Name;
        string[] names = [outer, scope.Variable(new Axis(0, "t", 2), 2, [outer]).Name, .. Enumerable.Range(0, 4).Select(_ => scope.Temporary(1).Name)];
        Assert.Equal(names.Length, names.Distinct().Count());
    }

    [Fact]
    public void LoopsBehindOneAnotherShareTheirName()
    {
        var scope = new KernelNames([], tensor => tensor);
        Assert.Equal(scope.Variable(new Axis(0, "i", 2), 2, []).Name, scope.Variable(new Axis(0, "i", 2), 2, []).Name);
    }
}
