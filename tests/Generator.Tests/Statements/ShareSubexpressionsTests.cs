using StaticNets.Generator.Ir;
using StaticNets.Generator.Lower;
using Xunit;
using static StaticNets.Generator.Tests.Statements.Pieces;

namespace StaticNets.Generator.Tests.Statements;

public sealed class ShareSubexpressionsTests
{
    private static readonly Local A = Local("a"), B = Local("b"), X = Local("x");

    [Fact]
    public void EqualPartsAreComputedOnce() => AssertBecomes(
        new(X, Product(Sum(A, B), Sum(A, B))),
        new Let(Local("t0"), Sum(A, B)),
        new Let(X, Product(Local("t0"), Local("t0"))));

    [Fact]
    public void OperandsComeBeforeWhatUsesThem() => AssertBecomes(
        new(X, Sum(new Apply(UnaryOperation.Exp, Product(A, B)), Product(A, Sum(A, B)))),
        new Let(Local("t0"), Product(A, B)),
        new Let(Local("t1"), new Apply(UnaryOperation.Exp, Local("t0"))),
        new Let(Local("t2"), Sum(A, B)),
        new Let(Local("t3"), Product(A, Local("t2"))),
        new Let(X, Sum(Local("t1"), Local("t3"))));

    [Fact]
    public void WhatIsLoadedOnceNeedsNoNameAndWhatIsLoadedTwiceDoes() => AssertBecomes(
        new(X, new MultiplyAdd(Load("input"), Load("input"), Load("other"))),
        new Let(Local("t0"), Load("input")),
        new Let(X, new MultiplyAdd(Local("t0"), Local("t0"), Load("other"))));

    [Fact]
    public void NumbersAndLocalsAreNotNamed() => AssertBecomes(new(X, Sum(new Number(2, 8), A)), new Let(X, Sum(new Number(2, 8), A)));

    [Fact]
    public void AnElementAloneStays() => AssertBecomes(new(X, Load("input")), new Let(X, Load("input")));

    /// <summary>A store between two statements may change what they load.</summary>
    [Fact]
    public void NothingIsSharedAcrossStatements()
    {
        var body = Body(new Let(A, Sum(Load("output"), B)), Store(0), new Let(X, Sum(Load("output"), B)));
        Assert.Equal(body, new ShareSubexpressions(NewNames()).Apply(body));
    }

    private static void AssertBecomes(Let before, params Statement[] after)
        => Assert.Equal(Body(For(I, If([InI], after))), new ShareSubexpressions(NewNames()).Apply(Body(For(I, If([InI], before)))));
}
