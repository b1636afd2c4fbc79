using StaticNets.Generator.Lower;
using Xunit;
using static StaticNets.Generator.Tests.Statements.Pieces;

namespace StaticNets.Generator.Tests.Statements;

public sealed class ShareFactorsTests
{
    /// <summary>The factor that stays comes first, then the other passes by.</summary>
    [Fact]
    public void EveryElementOfATileIsLoadedOnce() => AssertBecomes(
        [
            Add("sum0", Load("a"), Splat("b", 0)),
            Add("sum1", Load("a"), Splat("b", 1)),
            Add("sum2", Load("a", 8), Splat("b", 0)),
            Add("sum3", Load("a", 8), Splat("b", 1)),
        ],
        new Let(Local("t0"), Load("a")),
        new Let(Local("t1"), Load("a", 8)),
        new Let(Local("t2"), Splat("b", 0)),
        Add("sum0", Local("t2"), Local("t0")),
        Add("sum2", Local("t2"), Local("t1")),
        new Let(Local("t3"), Splat("b", 1)),
        Add("sum1", Local("t3"), Local("t0")),
        Add("sum3", Local("t3"), Local("t1")));

    [Fact]
    public void TheFactorWithFewerElementsStays() => AssertBecomes(
        [Add("sum0", Load("a", 0), Splat("b")), Add("sum1", Load("a", 8), Splat("b")), Add("sum2", Load("a", 16), Splat("b"))],
        new Let(Local("t0"), Splat("b")),
        Add("sum0", Load("a", 0), Local("t0")),
        Add("sum1", Load("a", 8), Local("t0")),
        Add("sum2", Load("a", 16), Local("t0")));

    [Fact]
    public void WhatIsUsedOnceHasNoName() => AssertBecomes([Add("sum0", Load("a"), Splat("b"))], Add("sum0", Splat("b"), Load("a")));

    /// <summary>What stands between products may be what they wait for.</summary>
    [Fact]
    public void OtherStatementsStayWhereTheyAre()
    {
        var between = new Assign(Local("sum0"), Product(Local("sum0"), Local("sum0")));
        AssertBecomes(
            [Add("sum0", Load("a"), Splat("b")), between, Add("sum0", Load("a"), Splat("b"))],
            Add("sum0", Splat("b"), Load("a")),
            between,
            Add("sum0", Splat("b"), Load("a")));
    }

    [Fact]
    public void ProductsUnderAConditionAreOnesOfTheirOwn() => AssertBecomes(
        [Add("sum0", Load("a"), Splat("b")), If([InI], Add("sum0", Load("a"), Splat("b", 1)), Add("sum1", Load("a", 8), Splat("b", 1)))],
        Add("sum0", Splat("b"), Load("a")),
        If([InI], new Let(Local("t0"), Splat("b", 1)), Add("sum0", Load("a"), Local("t0")), Add("sum1", Load("a", 8), Local("t0"))));

    [Fact]
    public void ProductsOfFewerLanesAreWidenedBehindTheProduct()
    {
        AssertBecomes(
            [Narrow("sum0", Load("a", 0, 4), Load("b", 0, 4)), Narrow("sum1", Load("a", 0, 4), Load("b", 4, 4))],
            new Let(Local("t0", 4), Load("a", 0, 4)),
            Narrow("sum0", Load("b", 0, 4), Local("t0", 4)),
            Narrow("sum1", Load("b", 4, 4), Local("t0", 4)));

        static Assign Narrow(string sum, Value left, Value right) => new(Local(sum), Sum(Local(sum), new Widen(Product(left, right), 8)));
    }

    /// <summary>Sums that are no products of two elements stay as they are.</summary>
    [Fact]
    public void OnlyElementsOfMemoryAreShared()
    {
        var sum = new Assign(Local("sum0"), Sum(Local("sum0"), Local("x")));
        AssertBecomes([sum, Add("sum1", Local("x"), Splat("b"))], sum, Add("sum1", Local("x"), Splat("b")));
    }

    private static void AssertBecomes(Statement[] step, params Statement[] after)
        => Assert.Equal(Body(For(I, after)), new ShareFactors(NewNames()).Apply(Body(For(I, new ReductionStep(step)))));
}
