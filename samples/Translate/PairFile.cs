namespace StaticNets.Samples.TranslateProgram;

/// <summary>
/// Sentence pairs of a text file: in each line a sentence, a tab and its translation; what a second tab begins is left out, and so are empty lines.
/// </summary>
/// <param name="Pairs">The pairs, their words separated.</param>
/// <param name="TooLong">How many pairs were left out because a sentence has more words than the networks take.</param>
internal sealed record PairFile(IReadOnlyList<Pair> Pairs, int TooLong)
{
    /// <summary>Reads a UTF-8 file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="longest">The most words of a sentence.</param>
    /// <exception cref="InvalidDataException">A line is no pair, or no pair is left; the message names file and line.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static PairFile Read(string path, int longest)
    {
        var (pairs, tooLong, number) = (new List<Pair>(), 0, 0);
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            var pair = Parse(line, $"{path}, line {number}");
            if (Math.Max(Words.Count(pair.Source), Words.Count(pair.Target)) <= longest)
                pairs.Add(pair);
            else
                tooLong++;
        }

        return pairs.Count > 0
            ? new PairFile(pairs, tooLong)
            : throw new InvalidDataException(
                $"{path} has no pair to learn: {(tooLong > 0 ? $"all {tooLong} have a sentence of more than {longest} words" : "it is empty")}.");
    }

    private static Pair Parse(string line, string place)
    {
        var columns = line.Split('\t');
        if (columns.Length < 2)
            throw new InvalidDataException($"{place}: a sentence, a tab and its translation are needed, but there is no tab in '{Shortened(line)}'.");
        var pair = new Pair(Words.Separate(columns[0]), Words.Separate(columns[1]));
        if (pair.Source.Length == 0 || pair.Target.Length == 0)
            throw new InvalidDataException($"{place}: nothing stands {(pair.Source.Length == 0 ? "before" : "after")} the tab in '{Shortened(line)}'.");
        return pair;
    }

    private static string Shortened(string line)
    {
        const int longest = 60;
        var shown = line.Replace('\t', ' ').Trim();
        return shown.Length <= longest ? shown : $"{shown[..longest]}...";
    }
}
