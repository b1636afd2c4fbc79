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

    /// <summary>Levenshtein's distance.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
