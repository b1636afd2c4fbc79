namespace StaticNets;

/// <summary>
/// What the names of a checkpoint's tensors begin with that are no parameters. Parameters have their own names there, and a layer may be called anything: where
/// a network has parameters that begin so too, underscores keep the two apart.
/// </summary>
internal static class CheckpointNames
{
    /// <summary>The beginning of the names of the optimizer's state: <c>optimizer.</c></summary>
    public static string OptimizerPrefix(ParameterLayout layout) => FreePrefix(layout, "optimizer");

    /// <summary>The beginning of the names of one state of the optimizer, such as <c>optimizer.exp_avg.</c></summary>
    public static string OptimizerPrefix(ParameterLayout layout, string state) => $"{OptimizerPrefix(layout)}{state}.";

    /// <summary>The beginning of the names of states carried from batch to batch: <c>recurrent_state.</c></summary>
    public static string StatePrefix(ParameterLayout layout) => FreePrefix(layout, "recurrent_state");

    /// <summary>The beginning of the names of the parameters of the best epoch: <c>best_parameters.</c></summary>
    public static string BestPrefix(ParameterLayout layout) => FreePrefix(layout, "best_parameters");

    /// <summary>The beginning of the names of averaged parameters: <c>averaged_parameters.</c></summary>
    public static string AveragePrefix(ParameterLayout layout) => FreePrefix(layout, "averaged_parameters");

    /// <summary>All of these.</summary>
    public static string[] Prefixes(ParameterLayout layout) => [OptimizerPrefix(layout), StatePrefix(layout), BestPrefix(layout), AveragePrefix(layout)];

    private static string FreePrefix(ParameterLayout layout, string word)
    {
        while (IsTaken(layout, word + "."))
            word += "_";
        return word + ".";
    }

    private static bool IsTaken(ParameterLayout layout, string prefix)
    {
        foreach (var info in layout.Entries)
        {
            if (info.Name.StartsWith(prefix, StringComparison.Ordinal) || (info.Summand is { } summand && summand.StartsWith(prefix, StringComparison.Ordinal)))
                return true;
        }

        return false;
    }
}
