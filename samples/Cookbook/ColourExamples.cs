using StaticNets.Data;

namespace StaticNets.Samples.Cookbook;

/// <summary>Noisy patterns in two colours each, in place of pictures of yours (StaticNets.Images reads folders of them).</summary>
internal static class ColourExamples
{
    private const int Side = 16;

    public static string[] Patterns { get; } = ["stripes across", "stripes down", "a chessboard"];

    public static Dataset Make(int count)
    {
        var random = new Random(1);
        var (images, labels) = (new float[count * 3 * Side * Side], new int[count]);
        for (var i = 0; i < count; i++)
        {
            labels[i] = i % Patterns.Length;
            var (size, phase) = (random.Next(2, 5), random.Next(8));
            float[] one = [random.NextSingle(), random.NextSingle(), random.NextSingle()], other = [1 - one[0], 1 - one[1], 1 - one[2]];
            for (var pixel = 0; pixel < 3 * Side * Side; pixel++)
            {
                var (channel, y, x) = (pixel / (Side * Side), pixel / Side % Side, pixel % Side);
                var (across, down) = ((y + phase) / size % 2, (x + phase) / size % 2);
                var isOne = labels[i] switch { 0 => across, 1 => down, _ => across ^ down } == 0;
                images[i * 3 * Side * Side + pixel] = (isOne ? one : other)[channel] + 0.2f * (random.NextSingle() - 0.5f);
            }
        }

        return new Dataset([Column.OfValues(images, 3 * Side * Side)], Column.OfIndices(labels));
    }
}
