namespace StaticNets.Tests.Emulated;

/// <summary>Encoding, where there is something to encode, and one step after another.</summary>
internal sealed class SteppedNetwork(SteppedCase fixture) : EmulatedNetwork(fixture.Name)
{
    protected override void Compare(FixtureFile file, int count, Outcome outcome) => outcome.Compare($"steps of {count}", () =>
    {
        var output = fixture.StepByStep(file, count);
        outcome.Add(output);
        fixture.AssertIsWhole(file, count, output);
    });
}
