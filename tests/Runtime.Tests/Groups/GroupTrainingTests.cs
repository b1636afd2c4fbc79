using StaticNets.Data;
using StaticNets.Tests.Training;
using Xunit;

namespace StaticNets.Tests.Groups;

public sealed class GroupTrainingTests
{
    private static readonly TrainerOptions Options = new() { BatchSize = 100, Seed = 5, ClipNorm = 0.5 };

    public static TheoryData<int, int> SizesAndThreads => new() { { 1, 2 }, { 2, 1 }, { 2, 2 }, { 3, 1 }, { 3, 2 }, { 4, 1 }, { 4, 2 }, { 7, 1 }, { 9, 1 } };

    [Theory]
    [MemberData(nameof(SizesAndThreads))]
    public void Any_number_of_processes_and_threads_gives_the_same_bits(int size, int threads) =>
        Compare<TestNetwork>(size, threads, Options, TestNetwork.Examples(370), TestNetwork.Examples(300, 2));

    [Theory]
    [MemberData(nameof(SizesAndThreads))]
    public void Dropped_units_are_those_of_one_process(int size, int threads) =>
        Compare<Dropping>(size, threads, Options, GroupTraining.Examples<Dropping>(333));

    [Theory]
    [MemberData(nameof(SizesAndThreads))]
    public void Statistics_are_those_of_the_whole_batch(int size, int threads) =>
        Compare<Normalizing>(size, threads, Options, GroupTraining.Examples<Normalizing>(333), GroupTraining.Examples<Normalizing>(150));

    [Theory]
    [MemberData(nameof(SizesAndThreads))]
    public void States_are_carried_to_whatever_process_goes_on_with_them(int size, int threads) => Compare<Remembering>(
        size, threads, Options with { Shuffle = false, CarryState = true }, GroupTraining.Examples<Remembering>(370));

    [Theory]
    [MemberData(nameof(SizesAndThreads))]
    public void Large_gradients_are_added_up_in_the_same_order(int size, int threads) =>
        Compare<Wide>(size, threads, Options, GroupTraining.Examples<Wide>(180));

    [Fact]
    public void Gradients_of_any_size_go_piece_by_piece() => Compare<Huge>(3, 1, Options with { BatchSize = 40 }, GroupTraining.Examples<Huge>(40), epochs: 1);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 2)]
    [InlineData(16, 3)]
    [InlineData(17, 3)]
    [InlineData(33, 4)]
    [InlineData(81, 5)]
    [InlineData(1000, 3)]
    [InlineData(2048, 5)]
    public void Batches_of_any_size_are_shared_out(int batchSize, int size) => Compare<TestNetwork>(
        size, 1, Options with { BatchSize = batchSize }, TestNetwork.Examples(Math.Min(batchSize * 2 - 1, 2 * batchSize + 3)), epochs: 1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Processes_load_only_the_examples_they_compute(int size)
    {
        var data = new CountingData(GroupTraining.Examples<Dropping>(333));
        var expected = GroupTraining.Train<Dropping>(Options, GroupTraining.Examples<Dropping>(333));
        Assert.All(GroupTraining.TrainInGroup<Dropping>(size, Options, data), outcome => Assert.Equal(expected, outcome));
        // Two epochs, each example once.
        Assert.Equal(2 * 333, data.Loaded);
    }

    /// <summary>A batch of fewer chunks has larger ones.</summary>
    [Fact]
    public void The_last_batch_of_an_epoch_may_have_larger_chunks_than_the_first()
    {
        const int examples = 2048 + 127 * 16;
        var (network, data) = (TestNetwork.Create(1), TestNetwork.Examples(examples));
        using var trainer = new Trainer<TestNetwork>(network, new Sgd(0.1), Options with { BatchSize = 2048, Threads = 2 });
        trainer.TrainUntil(data, 1);
        Assert.Equal(2, trainer.Step);
    }

    private static void Compare<T>(int size, int threads, TrainerOptions options, Dataset training, Dataset? test = null, int epochs = 2)
        where T : class, INetwork<T>
    {
        var expected = GroupTraining.Train<T>(options with { Threads = 1 }, training, test, epochs);
        Assert.All(
            GroupTraining.TrainInGroup<T>(size, options with { Threads = threads }, training, test, epochs), outcome => Assert.Equal(expected, outcome));
    }

    /// <summary>Data that are loaded by the example.</summary>
    private sealed class CountingData(Dataset all) : ShardedData
    {
        private int _loaded;

        public int Loaded => _loaded;

        public override int CountOf(ulong seed, int epoch) => all.Count;

        public override Dataset Load(ulong seed, int epoch, ReadOnlySpan<int> rows)
        {
            Interlocked.Add(ref _loaded, rows.Length);
            var (values, labels) = (new float[rows.Length * all.Inputs[0].Width], new int[rows.Length]);
            all.Inputs[0].Values!.Copy(rows, values);
            all.Labels!.Copy(rows, labels);
            return new Dataset([Column.OfValues(values, all.Inputs[0].Width)], Column.OfIndices(labels));
        }
    }
}
