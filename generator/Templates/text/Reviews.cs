namespace StaticNetsText;

/// <summary>Made-up reviews in place of your texts: what they praise they may deny.</summary>
internal static class Reviews
{
    private static readonly string[] Things = ["the film was", "the story was", "the actors were", "the music was"];
    private static readonly string[] Good = ["good", "great", "wonderful"];
    private static readonly string[] Bad = ["bad", "dull", "awful"];

    public static (string[] Texts, int[] Labels) Make(int count)
    {
        var random = new Random(1);
        var (texts, labels) = (new string[count], new int[count]);
        for (var i = 0; i < count; i++)
        {
            var (isGood, isDenied) = (random.Next(2) == 1, random.Next(2) == 1);
            labels[i] = isGood != isDenied ? 1 : 0;
            texts[i] = $"{Pick(Things)} {(isDenied ? "not " : "")}{Pick(isGood ? Good : Bad)}";
        }

        return (texts, labels);

        string Pick(string[] words) => words[random.Next(words.Length)];
    }
}
