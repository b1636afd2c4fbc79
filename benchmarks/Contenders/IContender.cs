namespace StaticNets.Benchmarks.Contenders;

/// <summary>One party of a case: a library that is ready to run one batch of it, with its own copy of weights and data.</summary>
internal interface IContender : IDisposable
{
    /// <summary>The library's name, as in the table and the JSON file.</summary>
    string Name { get; }

    /// <summary>Runs one batch and returns a figure made from its result: a digest of the outputs, or the loss before the step.
    /// Contenders of one case that start from the same weights return the same figure, within rounding, at each call.</summary>
    double Run();
}
