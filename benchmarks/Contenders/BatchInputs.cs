namespace StaticNets.Benchmarks.Contenders;

/// <summary>Gives a batch its inputs.</summary>
internal delegate void BatchInputs(ref Batch batch);
