using StaticNets.Tests.Sequences;
using Xunit;

namespace StaticNets.Tests.Networks;

public sealed class RecurrentStateTests
{
    [Fact]
    public void A_state_is_zero_until_something_runs_and_after_a_reset()
    {
        var state = new RunningSums.State(3);
        Assert.Equal((3, 5), (state.Count, state.SequenceSize));
        Assert.Equal(new float[15], state.Values);
        state.Values.Fill(1);
        state.Reset(1);
        Assert.Equal([1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1], state.Values);
        state.Reset();
        Assert.Equal(new float[15], state.Values);
        Assert.Equal(1, new RunningSums.State().Count);
    }

    [Fact]
    public void Copies_are_of_all_sequences_or_of_one()
    {
        var (from, to) = (Numbered(2), new RunningSums.State(2));
        to.CopyFrom(from);
        Assert.Equal(from.Values, to.Values);
        to.CopyFrom(to, 1, 0);
        Assert.Equal(from.Sequence(1), to.Sequence(0));
        Assert.Equal(from.Sequence(1), to.Sequence(1));
        to.CopyFrom(from, 0, 1);
        Assert.Equal(from.Sequence(0), to.Sequence(1));
    }

    [Fact]
    public void Wrong_sequences_and_networks_are_named()
    {
        var state = new RunningSums.State(2);
        Assert.Contains("2, but the state has sequences 0 to 1", Assert.Throws<ArgumentOutOfRangeException>("sequence", () => state.Reset(2)).Message);
        Assert.Throws<ArgumentOutOfRangeException>("sequence", () => state.Sequence(-1).Clear());
        Assert.Throws<ArgumentOutOfRangeException>("source", () => state.CopyFrom(state, 2, 0));
        Assert.Throws<ArgumentOutOfRangeException>("destination", () => state.CopyFrom(state, 0, 2));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => new RunningSums.State(0));
        Assert.Contains(
            "count is 2147483647, but a sequence of RunningSums takes 5 floats, and a state holds at most 429496715 of them.",
            Assert.Throws<ArgumentOutOfRangeException>("count", () => new RunningSums.State(int.MaxValue)).Message);
        Assert.Throws<ArgumentOutOfRangeException>("count", () => new RunningSums.State(429_496_716));
        Assert.Contains("3 sequences, but this state has 2", Assert.Throws<ArgumentException>("other", () => state.CopyFrom(new RunningSums.State(3))).Message);
        Assert.Contains("a state of Small", Assert.Throws<ArgumentException>("other", () => state.CopyFrom(new OtherState(Recurrent()))).Message);
        Assert.Contains(
            "Small remembers nothing of a sequence", Assert.Throws<ArgumentException>("network", () => new OtherState(NetworkInfoTests.Small())).Message);
    }

    [Fact]
    public void A_file_holds_each_tensor_by_name_with_the_sequences_as_first_axis()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("state.safetensors");
        var state = Numbered(2);
        state.Save(path);
        using (var file = SafetensorsFile.Open(path))
        {
            Assert.Equal(["sums1.hidden F32 2x1x2", "sums1.cell F32 2x2x1"], file.Tensors.Select(tensor => tensor.ToString()));
            var cell = new float[4];
            file.Read("sums1.cell", cell);
            Assert.Equal([3, 4, 8, 9], cell);
        }

        var loaded = new RunningSums.State(2);
        loaded.Load(path);
        Assert.Equal([0, 1, 0, 3, 4, 5, 6, 0, 8, 9], loaded.Values);
    }

    [Fact]
    public void A_file_of_another_state_is_refused_and_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("state.safetensors");
        new RunningSums.State(3).Save(path);
        var state = Numbered(2);
        var before = state.Values.ToArray();
        var message = Assert.Throws<InvalidDataException>(() => state.Load(path)).Message;
        Assert.Contains("does not hold the state of RunningSums", message);
        Assert.Contains("wrong shape: sums1.cell is 3x2x1, but 2x2x1 is needed", message);
        Assert.Equal(before, state.Values);
    }

    private static RunningSums.State Numbered(int count)
    {
        var state = new RunningSums.State(count);
        for (var i = 0; i < state.Values.Length; i++)
            state.Values[i] = i;
        return state;
    }

    private static NetworkInfo Recurrent()
        => NetworkInfoTests.Small() with { States = [new StateInfo("rnn1.hidden", [1, 5], 0, [5, 1])], StateSize = 5, CarriesState = true };

    private sealed class OtherState(NetworkInfo network) : RecurrentState(network, 2);
}
