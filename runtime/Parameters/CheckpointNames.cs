namespace StaticNets;

/// <summary>
/// What the names of a checkpoint's tensors begin with that are no parameters. Parameters have their own names there, and a layer may be called anything: where
/// a network has parameters that begin so too, underscores keep the two apart. The compiler is built from this file too.
/// </summary>
internal static class CheckpointNames
{
    /// <summary>What the names of counters end in.</summary>
    public const string CounterSuffix = "num_batches_tracked";

    /// <summary>PyTorch's count of the batches that a normalisation has seen, which nothing is computed from.</summary>
    public static bool IsCounter(string name) => name == CounterSuffix || name.EndsWith("." + CounterSuffix, StringComparison.Ordinal);

    /// <summary>The beginning of the names of the optimizer's state: <c>optimizer.</c></summary>
    /// <param name="names">Those of the network's parameters, as in its files.</param>
    public static string OptimizerPrefix(IReadOnlyCollection<string> names) => FreePrefix(names, "optimizer");

    /// <summary>The beginning of the names of one state of the optimizer, such as <c>optimizer.exp_avg.</c></summary>
    public static string OptimizerPrefix(IReadOnlyCollection<string> names, string state) => $"{OptimizerPrefix(names)}{state}.";

    /// <summary>The beginning of the names of states carried from batch to batch: <c>recurrent_state.</c></summary>
    public static string StatePrefix(IReadOnlyCollection<string> names) => FreePrefix(names, "recurrent_state");

    /// <summary>The beginning of the names of the parameters of the best epoch: <c>best_parameters.</c></summary>
    public static string BestPrefix(IReadOnlyCollection<string> names) => FreePrefix(names, "best_parameters");

    /// <summary>The beginning of the names of averaged parameters: <c>averaged_parameters.</c></summary>
    public static string AveragePrefix(IReadOnlyCollection<string> names) => FreePrefix(names, "averaged_parameters");

    /// <summary>All of these.</summary>
    public static string[] Prefixes(IReadOnlyCollection<string> names) => [OptimizerPrefix(names), StatePrefix(names), BestPrefix(names), AveragePrefix(names)];

    private static string FreePrefix(IReadOnlyCollection<string> names, string word)
    {
        while (IsTaken(names, word + "."))
            word += "_";
        return word + ".";
    }

    private static bool IsTaken(IReadOnlyCollection<string> names, string prefix)
    {
        foreach (var name in names)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
