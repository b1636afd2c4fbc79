using StaticNets.Generator.Ir;
using StaticNets.Generator.Lower;
using Xunit;
using static StaticNets.Generator.Tests.Statements.Pieces;

namespace StaticNets.Generator.Tests.Statements;

public sealed class AdvanceReferencesTests
{
    private static readonly Local X = Local("x"), Y = Local("y");

    [Fact]
    public void ALoopBeginsWithReferencesThatIncludeItsVariable() => AssertBecomes(
        [For(I, new Let(X, new Load(At("input", I * 8, 3), 8)), new Store(At("output", I * 4), X))],
        For(
            I,
            new LetReference("input1", "input", I, 8),
            new LetReference("output1", "output", I, 4),
            new Let(X, Load("input1", 3)),
            new Store(At("output1", 0), X)));

    [Fact]
    public void AccessesThatAdvanceAlikeShareAReference() => AssertBecomes(
        [For(I, new Let(X, new Load(At("input", I * 8), 8)), new Let(Y, new Splat(At("input", I * 8, 5), 8)))],
        For(I, new LetReference("input1", "input", I, 8), new Let(X, Load("input1")), new Let(Y, Splat("input1", 5))));

    [Fact]
    public void AccessesThatAdvanceOtherwiseDoNot() => AssertBecomes(
        [For(I, new Let(X, new Load(At("input", I * 8), 8)), new Let(Y, new Load(At("input", I * 4), 8)))],
        For(
            I,
            new LetReference("input1", "input", I, 8),
            new LetReference("input2", "input", I, 4),
            new Let(X, Load("input1")),
            new Let(Y, Load("input2"))));

    [Fact]
    public void AnInnerLoopGoesOnFromTheOuterOnesReference() => AssertBecomes(
        [For(I, For(J, new Let(X, new Load(At("input", (I * 24) + (J * 8)), 8))))],
        For(I, new LetReference("input1", "input", I, 24), For(J, new LetReference("input2", "input1", J, 8), new Let(X, Load("input2")))));

    [Fact]
    public void AReferenceThatOnlyTheOuterLoopMovesIsItsOwn() => AssertBecomes(
        [For(I, For(J, new Let(X, new Load(At("input", I * 24), 8))))],
        For(I, new LetReference("input1", "input", I, 24), For(J, new Let(X, Load("input1")))));

    /// <summary>A row that the data gives, and what holds around a section, move references as loops do.</summary>
    [Fact]
    public void PicksAndSectionsBeginWithReferencesToo()
    {
        var before = Body(new Section("piece", new[] { I }, Body(new Pick(J, At("index", I), Body(new Let(X, new Load(At("input", J * 8), 8)))))));
        var after = Body(new Section(
            "piece",
            new[] { I },
            Body(
                new LetReference("index1", "index", I, 1),
                new Pick(J, At("index1", 0), Body(new LetReference("input1", "input", J, 8), new Let(X, Load("input1")))))));
        Assert.Equal(after, Advance(before));
    }

    [Fact]
    public void WhatIsAddedToMovesWithWhatIsStored() => AssertBecomes(
        [For(I, new Store(At("output", I * 8), new Accumulated(X, At("output", I * 8))))],
        For(I, new LetReference("output1", "output", I, 8), new Store(At("output1", 0), new Accumulated(X, At("output1", 0)))));

    /// <summary>Outside of sections places mention no variables.</summary>
    [Fact]
    public void WhatIsClearedFirstStays()
    {
        var body = Body(new Clear(At("output", 0), 20), For(I, new Section(null, new Axis[] { }, Body(Store(1)))));
        Assert.Equal(body, Advance(body));
    }

    private static void AssertBecomes(Statement[] before, params Statement[] after)
        => Assert.Equal(Body(new Section(null, new Axis[] { }, after)), Advance(Body(new Section(null, new Axis[] { }, before))));

    /// <summary>The parameters are named already.</summary>
    private static Collections.EquatableArray<Statement> Advance(Collections.EquatableArray<Statement> body)
    {
        var names = NewNames();
        string[] parameters = ["input", "output", "index"];
        Assert.Equal(parameters, parameters.Select(names.ReferenceName));
        return new AdvanceReferences(names).Apply(body);
    }
}
