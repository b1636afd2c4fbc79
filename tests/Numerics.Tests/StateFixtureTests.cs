using StaticNets.Tests.Networks;
using Xunit;
using static StaticNets.Tests.FixtureComparison;

namespace StaticNets.Tests;

/// <summary>Networks that start from a state the caller passes and leave the next one in it, against PyTorch.</summary>
public sealed class StateFixtureTests
{
    private static readonly StateCase[] Cases =
    [
        new StateCase<StateRnn>(count => new StateRnn.State(count)),
        new StateCase<StateRnnLong>(count => new StateRnnLong.State(count)),
        new StateCase<StateGru>(count => new StateGru.State(count)),
        new StateCase<StateGruLong>(count => new StateGruLong.State(count)),
        new StateCase<StateGruResetAfter>(count => new StateGruResetAfter.State(count)),
        new StateCase<StateGruResetAfterLong>(count => new StateGruResetAfterLong.State(count)),
        new StateCase<StateLstm>(count => new StateLstm.State(count)),
        new StateCase<StateLstmLong>(count => new StateLstmLong.State(count)),
        new StateCase<StateOfTwoLayers>(count => new StateOfTwoLayers.State(count)),
        new StateCase<StateOfTwoLayersLong>(count => new StateOfTwoLayersLong.State(count)),
        new StateCase<StateLengths>(count => new StateLengths.State(count)),
    ];

    public static TheoryData<string, int> EveryCase
    {
        get
        {
            var rows = new TheoryData<string, int>();
            foreach (var state in Cases)
            {
                foreach (var count in FixtureFile.Read(state.Name).Counts)
                    rows.Add(state.Name, count);
            }
            return rows;
        }
    }

    public static TheoryData<string, string> ShortAndLong =>
        [.. Cases.Where(state => Cases.Any(other => other.Name == state.Name + "Long")).Select(state => (state.Name, state.Name + "Long"))];

    [Theory]
    [MemberData(nameof(EveryCase))]
    public void A_call_starts_from_the_state_and_leaves_the_next(string name, int count)
    {
        var file = FixtureFile.Read(name);
        var state = Find(name).InitialState(file, 0, count);
        var result = Find(name).Run(file, Pass.Inference, 0, count, state);
        AssertOutput(file, count, result);
        AssertFinalState(file, state);
    }

    [Theory]
    [MemberData(nameof(EveryCase))]
    public void Gradients_stop_at_the_state(string name, int count)
    {
        var file = FixtureFile.Read(name);
        var state = Find(name).InitialState(file, 0, count);
        var result = Find(name).Run(file, Pass.Training, 0, count, state);
        AssertGradients(file, count, Find(name).Info, result);
        AssertFinalState(file, state);
    }

    [Theory]
    [MemberData(nameof(EveryCase))]
    public void Every_example_has_its_own_sequence_of_the_state(string name, int count)
    {
        const int Before = 2;
        var file = FixtureFile.Read(name);
        var part = Math.Max(1, count / 2);
        var state = Find(name).NewState(Before + count);
        var initial = Find(name).InitialState(file, 0, count);
        for (var example = 0; example < count; example++)
            state.CopyFrom(initial, example, Before + example);

        Find(name).Run(file, Pass.Inference, 0, part, state, Before);
        if (part < count)
            Find(name).Run(file, Pass.Inference, part, count - part, state, Before + part);

        Assert.All(state.Values[..(Before * state.SequenceSize)].ToArray(), value => Assert.Equal(0, value));
        AssertFinalState(file, state, Before);
    }

    [Theory]
    [MemberData(nameof(ShortAndLong))]
    public void Two_calls_equal_one_of_twice_the_steps(string name, string longName)
    {
        var file = FixtureFile.Read(longName);
        var count = file.Counts[^1];
        var state = Find(name).InitialState(file, 0, count);
        var first = Find(name).RunHalf(file, 0, count, state);
        var second = Find(name).RunHalf(file, 1, count, state);
        var size = Find(name).Info.OutputSize;
        var joined = Enumerable.Range(0, count).SelectMany(example =>
            first.AsSpan(example * size, size).ToArray().Concat(second.AsSpan(example * size, size).ToArray()));
        Tolerance.AssertClose("output", file.Doubles("output"), [.. joined], file.ForwardReduction, file.Elementwise);
        AssertFinalState(file, state);
    }

    private static StateCase Find(string name) => Cases.Single(state => state.Name == name);
}
