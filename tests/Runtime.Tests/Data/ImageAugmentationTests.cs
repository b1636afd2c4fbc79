using StaticNets.Data;
using StaticNets.Tests.Training;
using Xunit;

namespace StaticNets.Tests.Data;

public sealed class ImageAugmentationTests
{
    private const int Count = 400;

    [Fact]
    public void Every_image_is_a_shifted_or_mirrored_one_and_all_of_them_occur()
    {
        var augmentation = new ImageAugmentation(2, 3, 4) { Shift = 1, FlipHorizontally = true };
        var expected = Cuts(3, 4, from: -1, to: 1, flips: true);
        var actual = Images(Repeated().Augmented(augmentation).ForEpoch(5, 0), 24);
        Assert.All(actual, image => Assert.Contains(image, expected));
        Assert.Equal(expected.Count, actual.Distinct().Count());
    }

    [Fact]
    public void Crops_are_windows_of_the_image()
    {
        var augmentation = new ImageAugmentation(2, 3, 4) { CropHeight = 2, CropWidth = 2 };
        Assert.Equal((24, 8), (augmentation.SourceSize, augmentation.Size));
        var actual = Images(Repeated().Augmented(augmentation).ForEpoch(5, 0), 8);
        Assert.Equal(2 * 3, actual.Distinct().Count());
        Assert.All(actual, image => Assert.Contains(image, Cuts(2, 2, from: 0, to: 2, flips: false)));
        // The middle of columns 0..3 is 1 and 2; of rows 0..2 the first two are as near as any.
        Assert.Equal(Cut(2, 2, 0, 1, false), Images(augmentation.Centred(Repeated()), 8)[0]);
    }

    [Fact]
    public void Draws_depend_on_seed_epoch_and_example_alone()
    {
        var data = Repeated().Augmented(new ImageAugmentation(2, 3, 4) { Shift = 1, FlipHorizontally = true });
        var first = Images(data.ForEpoch(5, 2), 24);
        Assert.Equal(first, Images(data.ForEpoch(5, 2), 24));
        Assert.NotEqual(first, Images(data.ForEpoch(6, 2), 24));
        Assert.NotEqual(first, Images(data.ForEpoch(5, 3), 24));
        var one = new float[24];
        data.ForEpoch(5, 2).Inputs[0].Values!.Copy([17], one);
        Assert.Equal(first[17], string.Join(' ', one));
    }

    [Fact]
    public void A_training_on_changed_examples_has_the_same_bits_on_any_threads_and_after_a_resume()
    {
        var data = TestNetwork.Examples(200).Augmented(new ImageAugmentation(1, 4, 5) { Shift = 1, FlipHorizontally = true });
        using var folder = new TemporaryFolder();
        var path = folder.File("training.safetensors");
        var whole = Train(1, 3, null);
        Train(3, 1, path);
        var resumed = TestNetwork.Create(9);
        using (var trainer = new Trainer<TestNetwork>(resumed, new Sgd(0.1), new TrainerOptions { Threads = 2 }))
        {
            trainer.Resume(path);
            trainer.TrainUntil(data, 3);
        }

        Assert.Equal(whole, resumed.Parameters.Values);

        float[] Train(int threads, int epochs, string? checkpoint)
        {
            var network = TestNetwork.Create(1);
            using var trainer = new Trainer<TestNetwork>(network, new Sgd(0.1), new TrainerOptions { Threads = threads, CheckpointPath = checkpoint });
            trainer.TrainUntil(data, epochs);
            return network.Parameters.Values.ToArray();
        }
    }

    [Fact]
    public void Copies_allocate_nothing()
    {
        var column = Repeated().Augmented(new ImageAugmentation(2, 3, 4) { Shift = 1 }).ForEpoch(0, 0).Inputs[0].Values!;
        var images = new float[3 * 24];
        Assert.Equal(0, Allocation.Of(() => column.Copy(2, 3, images)));
    }

    [Fact]
    public void What_does_not_fit_is_said()
    {
        Assert.Contains("24 values", Assert.Throws<ArgumentException>("data", () => Repeated().Augmented(new ImageAugmentation(1, 3, 4))).Message);
        Assert.Throws<ArgumentException>("data", () => new Dataset([Column.OfIndices([1])]).Augmented(new ImageAugmentation(1, 1, 1)));
        Assert.Throws<ArgumentOutOfRangeException>("channels", () => new ImageAugmentation(0, 3, 4));
        Assert.Throws<ArgumentOutOfRangeException>("Shift", () => new ImageAugmentation(1, 3, 4) { Shift = -1 });
        Assert.Throws<ArgumentOutOfRangeException>("CropWidth", () => new ImageAugmentation(1, 3, 4) { CropWidth = 5 });
    }

    /// <summary>Pixels 1 to 24, again and again.</summary>
    private static Dataset Repeated()
        => new([Column.OfValues([.. Enumerable.Range(0, Count * 24).Select(index => (float)(index % 24 + 1))], 24)], Column.OfIndices(new int[Count]));

    private static string[] Images(Dataset data, int size)
    {
        var values = new float[Count * size];
        data.Inputs[0].Values!.Copy(0, Count, values);
        return [.. values.Chunk(size).Select(image => string.Join(' ', image))];
    }

    private static List<string> Cuts(int height, int width, int from, int to, bool flips)
    {
        var cuts = new List<string>();
        for (var top = from; top <= to; top++)
        {
            for (var left = from; left <= to; left++)
            {
                cuts.Add(Cut(height, width, top, left, false));
                if (flips)
                    cuts.Add(Cut(height, width, top, left, true));
            }
        }

        return [.. cuts.Distinct()];
    }

    /// <summary>Pixel by pixel, from two channels of 3 by 4.</summary>
    private static string Cut(int height, int width, int top, int left, bool flips)
    {
        var pixels = new List<float>();
        for (var i = 0; i < 2 * height * width; i++)
        {
            var (channel, y, x) = (i / (height * width), top + i / width % height, i % width);
            x = left + (flips ? width - 1 - x : x);
            pixels.Add(y is >= 0 and < 3 && x is >= 0 and < 4 ? channel * 12 + y * 4 + x + 1 : 0);
        }

        return string.Join(' ', pixels);
    }
}
