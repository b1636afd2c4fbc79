namespace StaticNets.Generator.Layers;

/// <summary>Finds the name that somebody meant.</summary>
internal static class Spelling
{
    /// <summary>The candidate with the fewest edits, if there are few for its length.</summary>
    public static string? Nearest(string wanted, IEnumerable<string> candidates) => candidates
        .Select(candidate => (candidate, Distance: Distance(wanted.ToLowerInvariant(), candidate.ToLowerInvariant())))
        .Where(entry => entry.Distance <= Math.Max(1, Math.Min(wanted.Length, entry.candidate.Length) / 3))
        .OrderBy(entry => entry.Distance)
        .Select(entry => entry.candidate)
        .FirstOrDefault();

    /// <summary>Insertions, deletions, substitutions and swaps of neighbours that turn one word into the other (optimal string alignment).</summary>
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                rows[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1), Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[a.Length, b.Length];
    }
}
