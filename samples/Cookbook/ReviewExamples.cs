namespace StaticNets.Samples.Cookbook;

/// <summary>Reviews, made up: what they praise they may deny.</summary>
internal static class ReviewExamples
{
    private static readonly string[] Things = ["the film was", "the story was", "the actors were", "the music was", "the end was"];
    private static readonly string[] Good = ["good", "great", "wonderful", "moving"];
    private static readonly string[] Bad = ["bad", "dull", "awful", "boring"];
    private static readonly string[] Degrees = ["", "very ", "really "];

    public static (string[] Texts, int[] Labels) Make(int count)
    {
        var random = new Random(1);
        var (texts, labels) = (new string[count], new int[count]);
        for (var i = 0; i < count; i++)
        {
            var (isGood, isDenied) = (random.Next(2) == 1, random.Next(2) == 1);
            labels[i] = isGood != isDenied ? 1 : 0;
            texts[i] = $"{Pick(Things)} {(isDenied ? "not " : "")}{Pick(Degrees)}{Pick(isGood ? Good : Bad)}";
        }

        return (texts, labels);

        string Pick(string[] words) => words[random.Next(words.Length)];
    }
}
