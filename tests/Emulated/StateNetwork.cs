namespace StaticNets.Tests.Emulated;

/// <summary>Inference and training from a state that the fixture gives.</summary>
internal sealed class StateNetwork(StateCase fixture) : EmulatedNetwork(fixture.Name)
{
    protected override void Compare(FixtureFile file, int count, Outcome outcome)
    {
        outcome.Compare($"inference of {count} from a state", () =>
        {
            var state = fixture.InitialState(file, 0, count);
            var result = fixture.Run(file, Pass.Inference, 0, count, state);
            outcome.Add(result.Output);
            outcome.Add(state.Values);
            FixtureComparison.AssertOutput(file, count, result);
            FixtureComparison.AssertFinalState(file, state);
        });
        outcome.Compare($"training with {count} from a state", () =>
        {
            var state = fixture.InitialState(file, 0, count);
            var result = fixture.Run(file, Pass.Training, 0, count, state);
            outcome.Add(fixture.Info, result);
            outcome.Add(state.Values);
            FixtureComparison.AssertGradients(file, count, fixture.Info, result);
            FixtureComparison.AssertFinalState(file, state);
        });
    }
}
