namespace StaticNets.Tests.Emulated;

/// <summary>Inference, loss and training.</summary>
internal sealed class FixtureNetwork(FixtureCase fixture) : EmulatedNetwork(fixture.Name)
{
    protected override void Compare(FixtureFile file, int count, Outcome outcome)
    {
        outcome.Compare($"inference of {count}", () =>
        {
            var result = fixture.Run(file, Pass.Inference, 0, count);
            outcome.Add(result.Output);
            FixtureComparison.AssertOutput(file, count, result);
        });
        if (fixture.Info.Loss != LossKind.None)
        {
            outcome.Compare($"loss of {count}", () =>
            {
                var result = fixture.Run(file, Pass.Loss, 0, count);
                outcome.Add(fixture.Info, result);
                FixtureComparison.AssertLoss(file, count, result.Loss);
                FixtureComparison.AssertOutput(file, count, result);
            });
        }
        if (FixtureComparison.HasGradients(file))
        {
            outcome.Compare($"training with {count}", () =>
            {
                var result = fixture.Run(file, Pass.Training, 0, count);
                outcome.Add(fixture.Info, result);
                FixtureComparison.AssertLoss(file, count, result.Loss, ofTraining: true);
                FixtureComparison.AssertOutput(file, count, result);
                FixtureComparison.AssertGradients(file, count, fixture.Info, result);
            });
        }
    }
}
