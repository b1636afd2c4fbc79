using StaticNets.Generator.Collections;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Lower;
using Xunit;
using static StaticNets.Generator.Tests.Statements.Pieces;

namespace StaticNets.Generator.Tests.Statements;

public sealed class HoistGuardsTests
{
    [Fact]
    public void AConditionLeavesTheLoopsThatDoNotChangeIt() => AssertBecomes(
        Body(For(I, For(J, If([InI], Store(0))))),
        Body(For(I, If([InI], For(J, Store(0))))));

    [Fact]
    public void AConditionLeavesAllLoops() => AssertBecomes(
        Body(For(I, For(I with { Id = -5, Name = "k" }, If([InJ], Store(0))))),
        Body(If([InJ], For(I, For(I with { Id = -5, Name = "k" }, Store(0))))));

    [Fact]
    public void OfSeveralConditionsThoseStayThatTheLoopChanges() => AssertBecomes(
        Body(For(J, If([InI, InJ, InBoth], Store(0)))),
        Body(If([InI], For(J, If([InJ, InBoth], Store(0))))));

    [Fact]
    public void ARowThatTheDataGivesIsALoop()
    {
        var index = At("input", 0);
        AssertBecomes(
            Body(new Pick(J, index, Body(If([InI, InJ], Store(0))))),
            Body(If([InI], new Pick(J, index, Body(If([InJ], Store(0)))))));
    }

    [Fact]
    public void TestsInTestsAreOne() => AssertBecomes(
        Body(If([InI], If([InJ, InI], Store(0), Store(1)))),
        Body(If([InI, InJ], Store(0), Store(1))));

    [Fact]
    public void NeighboursAreTestedOnceForWhatAllNeed() => AssertBecomes(
        Body(If([InI, InJ], Store(0)), If([InI], Store(1)), If([InBoth, InI], Store(2))),
        Body(If([InI], If([InJ], Store(0)), Store(1), If([InBoth], Store(2)))));

    [Fact]
    public void StepsOfAReductionAreTestedTogether() => AssertBecomes(
        Body(Step(If([InI], Store(0))), Step(If([InI], Store(1)))),
        Body(If([InI], Step(Store(0)), Step(Store(1)))));

    [Fact]
    public void ASectionThatBindsAVariableKeepsItsTest()
    {
        var body = Body(Section(If([InI], Store(0))), Section(If([InI], Store(1))));
        AssertBecomes(body, body);
    }

    [Fact]
    public void NeighboursThatNeedNothingInCommonStay()
    {
        var body = Body(If([InI], Store(0)), If([InJ], Store(1)));
        AssertBecomes(body, body);
    }

    [Fact]
    public void ANeighbourWithoutConditionsIsNotTested()
    {
        var body = Body(For(J, If([InI], Store(0)), Store(1)));
        AssertBecomes(body, body);
    }

    private static ReductionStep Step(params Statement[] body) => new(body);

    private static Section Section(params Statement[] body) => new("piece", new Axis[] { I }, body);

    private static void AssertBecomes(EquatableArray<Statement> before, EquatableArray<Statement> after) => Assert.Equal(after, HoistGuards.Apply(before));
}
