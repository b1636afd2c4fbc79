namespace StaticNets.CodeFixes;

/// <summary>The names that somebody may have meant.</summary>
internal static class MeantNames
{
    /// <summary>Shorter beginnings fit too much.</summary>
    private const int ShortestBeginning = 3;

    /// <summary>What other libraries call it, without regard to case.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Linear"] = "Dense",
        ["FullyConnected"] = "Dense",
        ["CrossEntropyLoss"] = "SoftmaxCrossEntropy",
        ["MSELoss"] = "MeanSquaredError",
        ["MSE"] = "MeanSquaredError",
        ["BCELoss"] = "BinaryCrossEntropy",
        ["BCEWithLogitsLoss"] = "BinaryCrossEntropy",
        ["Swish"] = "Silu",
        ["AdaptiveAvgPool2d"] = "GlobalAvgPool",
        ["AdaptiveMaxPool2d"] = "GlobalMaxPool",
        ["Conv2dTranspose"] = "ConvTranspose2d",
        ["Interpolate"] = "Upsample",
        ["ReflectionPad2d"] = "Pad",
    };

    /// <summary>
    /// What differs in case alone, another library's name, the fewest mistakes, what begins with the name or is the beginning of it, what has it in the middle:
    /// the first of these that there is.
    /// </summary>
    public static IEnumerable<string> Of(string name, IReadOnlyCollection<string> candidates)
    {
        var exact = candidates.Where(candidate => string.Equals(candidate, name, StringComparison.OrdinalIgnoreCase)).ToList();
        if (exact.Count > 0)
        {
            return exact;
        }

        if (Elsewhere.TryGetValue(name, out var known) && candidates.Contains(known))
        {
            return [known];
        }

        if (NearestName.Of(name, candidates) is { } nearest)
        {
            return [nearest];
        }

        if (name.Length < ShortestBeginning)
        {
            return [];
        }

        var related = candidates.Where(candidate => Begins(candidate, name)).ToList();
        if (related.Count == 0)
        {
            related = [.. candidates.Where(candidate => candidate.Length >= ShortestBeginning && Begins(name, candidate))];
            related = [.. related.Where(candidate => candidate.Length == related.Max(other => other.Length))];
        }
        else
        {
            related = [.. related.Where(candidate => candidate.Length == related.Min(other => other.Length))];
        }

        return related.Count > 0
            ? related
            : candidates.Where(candidate => Contains(candidate, name) || (candidate.Length > ShortestBeginning && Contains(name, candidate)))
                .OrderBy(candidate => candidate.Length);
    }

    private static bool Begins(string name, string beginning) => name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase);

    private static bool Contains(string name, string part) => name.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;
}
