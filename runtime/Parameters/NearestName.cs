namespace StaticNets;

internal static class NearestName
{
    /// <summary>The candidate that a misspelt name most likely means; null if none is near.</summary>
    public static string? Of(string name, IReadOnlyList<string> candidates)
    {
        string? nearest = null;
        // Further than this, a suggestion is more often wrong than right.
        var best = Math.Max(2, name.Length / 3) + 1;
        for (var i = 0; i < candidates.Count; i++)
        {
            var distance = Distance(name, candidates[i]);
            if (distance < best)
                (best, nearest) = (distance, candidates[i]);
        }
        return nearest;
    }

    /// <summary>Insertions, deletions and substitutions that turn one name into the other (Levenshtein, 1966), letters compared without case.</summary>
    private static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]);
                var substituted = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.Length];
    }
}
