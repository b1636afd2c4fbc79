using StaticNets.Data;

namespace StaticNetsClassifier;

/// <summary>Made-up flowers in place of your data: the package StaticNets.Csv reads tables from files.</summary>
internal static class Examples
{
    private static readonly float[][] Means = [[5.0f, 3.4f, 1.5f, 0.2f], [5.9f, 2.8f, 4.3f, 1.3f], [6.6f, 3.0f, 5.6f, 2.0f]];

    public static string[] Classes { get; } = ["small", "middle", "large"];

    public static Dataset Make(int count)
    {
        var random = new Random(1);
        var (values, labels) = (new float[4 * count], new int[count]);
        for (var i = 0; i < count; i++)
        {
            labels[i] = i % Classes.Length;
            for (var feature = 0; feature < 4; feature++)
                values[4 * i + feature] = Means[labels[i]][feature] + 0.8f * (random.NextSingle() - 0.5f);
        }

        return new Dataset([Column.OfValues(values, width: 4)], Column.OfIndices(labels));
    }
}
