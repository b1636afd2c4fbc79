using StaticNets.Data;
using StaticNets.Data.Text;
using StaticNets.Tests.Sequences;
using Xunit;

namespace StaticNets.Tests.Data.Text;

public sealed class TokenWindowsTests
{
    private static readonly int[] Tokens = [.. Enumerable.Range(0, 35)];

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(4)]
    public void Random_windows_follow_each_other_and_their_labels_are_one_token_further(int offset)
    {
        var dataset = TokenWindows.Random(Tokens, 5).At(offset);
        Assert.Equal(6, dataset.Count);
        var (tokens, labels) = Rows(dataset);
        Assert.Equal(Enumerable.Range(offset, 30), tokens);
        Assert.Equal(Enumerable.Range(offset + 1, 30), labels);
    }

    [Fact]
    public void Sequential_batches_go_on_with_the_parts_of_the_text()
    {
        var (tokens, labels) = Rows(TokenWindows.Sequential(Tokens, 5, 2).At(0));
        Assert.Equal(
            [0, 1, 2, 3, 4, 17, 18, 19, 20, 21, 5, 6, 7, 8, 9, 22, 23, 24, 25, 26, 10, 11, 12, 13, 14, 27, 28, 29, 30, 31], tokens);
        Assert.Equal(tokens.Select(token => token + 1), labels);

        // 31 tokens remain, and one of them is only a label: two parts of 15.
        (tokens, labels) = Rows(TokenWindows.Sequential(Tokens, 5, 2).At(4));
        Assert.Equal([4, 5, 6, 7, 8, 19, 20, 21, 22, 23, 9], tokens.Take(11));
        Assert.Equal(6 * 5, tokens.Length);
        Assert.Equal(34, labels[^1]);
    }

    [Fact]
    public void Rows_can_be_taken_in_any_order()
    {
        var dataset = TokenWindows.Sequential(Tokens, 5, 2).At(0);
        var tokens = new int[10];
        dataset.Inputs[0].Tokens!.Copy([3, 0], tokens);
        Assert.Equal([22, 23, 24, 25, 26, 0, 1, 2, 3, 4], tokens);
    }

    [Fact]
    public void Offsets_are_drawn_from_seed_and_epoch_and_favour_none()
    {
        var windows = TokenWindows.Random(Tokens, 5);
        var counts = new int[5];
        for (var epoch = 0; epoch < 5000; epoch++)
        {
            var offset = Rows(windows.ForEpoch(1, epoch)).Tokens[0];
            Assert.Equal(offset, Rows(windows.ForEpoch(1, epoch)).Tokens[0]);
            counts[offset]++;
        }

        // 1000 each; five standard deviations.
        Assert.All(counts, count => Assert.InRange(count, 860, 1140));
        Assert.NotEqual(
            Enumerable.Range(0, 20).Select(epoch => Rows(windows.ForEpoch(1, epoch)).Tokens[0]),
            Enumerable.Range(0, 20).Select(epoch => Rows(windows.ForEpoch(2, epoch)).Tokens[0]));
    }

    [Fact]
    public void The_shortest_text_has_a_batch_at_every_offset_and_a_shorter_one_is_refused()
    {
        int[] shortest = [.. Enumerable.Range(0, 15)];
        for (var offset = 0; offset < 5; offset++)
            Assert.Equal(2, TokenWindows.Sequential(shortest, 5, 2).At(offset).Count);
        Assert.Contains("14 tokens", Assert.Throws<ArgumentException>("tokens", () => TokenWindows.Sequential(shortest[1..], 5, 2)).Message);
        Assert.Throws<ArgumentException>("tokens", () => TokenWindows.Random(new int[9], 5));
        Assert.Equal(1, TokenWindows.Random(new int[10], 5).At(4).Count);
        Assert.Throws<ArgumentOutOfRangeException>("steps", () => TokenWindows.Random(shortest, 0));
        Assert.Throws<ArgumentOutOfRangeException>("batchSize", () => TokenWindows.Sequential(shortest, 5, 0));
        Assert.Throws<ArgumentOutOfRangeException>("offset", () => TokenWindows.Random(shortest, 5).At(5));
    }

    [Fact]
    public void Sequential_windows_need_a_trainer_of_their_batch_size_that_does_not_shuffle()
    {
        var data = TokenWindows.Sequential(Tokens, 5, 2);
        Assert.Equal(2, data.BatchSize);
        Assert.Null(TokenWindows.Random(Tokens, 5).BatchSize);
        Assert.Contains("batches of 2, but the trainer's have 3", Refusal(new TrainerOptions { BatchSize = 3, Shuffle = false }));
        Assert.Contains("shuffles", Refusal(new TrainerOptions { BatchSize = 2 }));

        string Refusal(TrainerOptions options)
        {
            using var trainer = new Trainer<RunningSums>(RunningSums.Create(1), new Sgd(), options with { Threads = 1 });
            return Assert.Throws<ArgumentException>("training", () => trainer.TrainUntil(data, 1)).Message;
        }
    }

    private static (int[] Tokens, int[] Labels) Rows(Dataset dataset)
    {
        var (tokens, labels) = (new int[dataset.Count * dataset.Inputs[0].Width], new int[dataset.Count * dataset.Labels!.Width]);
        dataset.Inputs[0].Tokens!.Copy(0, dataset.Count, tokens);
        dataset.Labels.Copy(0, dataset.Count, labels);
        return (tokens, labels);
    }
}
