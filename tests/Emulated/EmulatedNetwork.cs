namespace StaticNets.Tests.Emulated;

/// <summary>A network and all that it is run for.</summary>
internal abstract class EmulatedNetwork(string name)
{
    public string Name { get; } = name;

    /// <summary>Runs the network with each number of examples of its fixture, in all its forms, and compares the results with PyTorch's.</summary>
    public Outcome Compare()
    {
        var file = FixtureFile.Read(Name);
        var outcome = new Outcome();
        foreach (var count in file.Counts)
            Compare(file, count, outcome);
        return outcome;
    }

    protected abstract void Compare(FixtureFile file, int count, Outcome outcome);
}
