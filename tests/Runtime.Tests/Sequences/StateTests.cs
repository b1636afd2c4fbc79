using StaticNets.CompilerServices;
using Xunit;

namespace StaticNets.Tests.Sequences;

/// <summary>How lengths, tokens and states reach emitted code and come back, in blocks and for single examples.</summary>
public sealed class StateTests
{
    /// <summary>Single examples, a full block, a filled-up block, blocks and single examples, several chunks.</summary>
    public static TheoryData<int> Counts => [1, 3, 5, 16, 19, 33, 150];

    [Theory]
    [MemberData(nameof(Counts))]
    public void Outputs_losses_and_states_are_those_of_plain_loops(int count)
    {
        var (network, examples) = (RunningSums.Create(1), new SequenceExamples(count));
        var (state, expectedState) = (new RunningSums.State(count), new RunningSums.State(count));
        foreach (var training in new[] { false, true, false })
        {
            var (output, expected) = (new float[count * RunningSums.Steps], new float[count * RunningSums.Steps]);
            var batch = examples.Batch();
            batch.State = state;
            batch.Output = output;
            batch.Gradients = training ? RunningSums.NewGradients() : null;
            var loss = RunningSums.Run(network, in batch);
            Assert.Equal(examples.Reference(network, expectedState, expected), loss, 1e-5);
            Assert.Equal(expected, output);
            Assert.Equal(expectedState.Values, state.Values);
        }
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Without_a_state_every_sequence_starts_at_zero(int count)
    {
        var (network, examples) = (RunningSums.Create(1), new SequenceExamples(count));
        var (output, expected) = (new float[count * RunningSums.Steps], new float[count * RunningSums.Steps]);
        var dirty = examples.Batch();
        dirty.State = new RunningSums.State(count);
        RunningSums.Run(network, in dirty);
        RunningSums.Run(network, in dirty);

        var batch = examples.Batch();
        batch.Output = output;
        RunningSums.Run(network, in batch);
        examples.Reference(network, new RunningSums.State(count), expected);
        Assert.Equal(expected, output);
    }

    [Fact]
    public void Shards_of_a_batch_go_on_with_sequences_of_their_own()
    {
        const int count = 150;
        var (network, examples) = (RunningSums.Create(1), new SequenceExamples(count));
        var (whole, sharded, loss) = (new RunningSums.State(count + 2), new RunningSums.State(count + 2), 0.0);
        for (var round = 0; round < 2; round++)
        {
            var batch = examples.Batch();
            batch.State = whole;
            batch.FirstSequence = 1;
            var expected = RunningSums.Run(network, in batch);

            batch.State = sharded;
            batch.Denominator = RunningSums.LossCount(in batch);
            loss = 0;
            foreach (var (first, length) in new[] { (100, 50), (0, 7), (7, 93) })
                loss += RunningSums.Run(network, Chunks.Slice(in batch, RunningSums.Info, first, length));
            Assert.Equal(expected, loss, 1e-5);
        }

        Assert.Equal(whole.Values, sharded.Values);
        Assert.Equal(new float[RunningSums.StateFloats], whole.Sequence(0));
        Assert.Equal(new float[RunningSums.StateFloats], whole.Sequence(count + 1));
        Assert.NotEqual(new float[RunningSums.StateFloats], whole.Sequence(count).ToArray());
    }

    [Fact]
    public void Backward_in_chunks_keeps_the_state_of_every_example()
    {
        const int count = 150;
        var (network, examples) = (RunningSums.Create(1), new SequenceExamples(count));
        var (state, expected) = (new RunningSums.State(count), new RunningSums.State(count));
        var batch = examples.Batch();
        batch.State = state;
        batch.Gradients = RunningSums.NewGradients();
        Chunks.Backward(network, in batch);
        Chunks.Backward(network, in batch);
        examples.Reference(network, expected, new float[count * RunningSums.Steps]);
        examples.Reference(network, expected, new float[count * RunningSums.Steps]);
        Assert.Equal(expected.Values, state.Values);
    }

    [Fact]
    public void The_search_for_a_layer_leaves_the_state_alone()
    {
        var (network, examples) = (RunningSums.Create(1), new SequenceExamples(3));
        var state = new RunningSums.State(3);
        state.Sequence(1)[0] = float.PositiveInfinity;
        var before = state.Values.ToArray();
        var batch = examples.Batch();
        batch.State = state;
        Assert.Equal("sums1", BlockRunner.FindNonFinite<RunningSumsCode>(RunningSumsCode.Layout, network.Parameters, in batch));
        Assert.Equal(before, state.Values);
        batch.State = null;
        Assert.Null(BlockRunner.FindNonFinite<RunningSumsCode>(RunningSumsCode.Layout, network.Parameters, in batch));
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Steps_one_by_one_are_the_sequence(int count)
    {
        var (network, examples) = (RunningSums.Create(1), new SequenceExamples(count, full: true));
        var (state, expectedState) = (new RunningSums.State(count), new RunningSums.State(count));
        var (output, expected) = (new float[count], new float[count * RunningSums.Steps]);
        examples.Reference(network, expectedState, expected);
        for (var step = 0; step < RunningSums.Steps; step++)
        {
            network.Step(examples.Step(step), examples.Values, output, state);
            for (var example = 0; example < count; example++)
                Assert.Equal(expected[example * RunningSums.Steps + step], output[example]);
        }

        Assert.Equal(expectedState.Values, state.Values);
    }

    [Fact]
    public void Runs_and_steps_allocate_nothing()
    {
        const int count = 21;
        var (network, examples) = (RunningSums.Create(1), new SequenceExamples(count));
        var (state, output, gradients) = (new RunningSums.State(count), new float[count], RunningSums.NewGradients());
        var tokens = examples.Step(0);
        Assert.Equal(0, Allocation.Of(() => network.Step(tokens, examples.Values, output, state)));
        Assert.Equal(0, Allocation.Of(() =>
        {
            var batch = examples.Batch();
            batch.State = state;
            batch.Gradients = gradients;
            RunningSums.Run(network, in batch);
        }));
    }

    [Fact]
    public void The_loss_counts_real_steps_alone()
    {
        var batch = new Batch { Count = 3 };
        batch.SetLengths(1, new[] { 1, 4, 2 });
        Assert.Equal(7 * 5, Layout(LossKind.MeanSquaredError, [4, 5]).LossCount(in batch));
        Assert.Equal(0, Layout(LossKind.SoftmaxCrossEntropy, [4, 3]).LossCount(in batch));
        Assert.Equal(3, Layout(LossKind.None, [4, 1]).LossCount(in batch));

        // One ignored label within its example's length, one beyond.
        batch.Labels = new[] { 0, -7, 0, 0, 0, 0, -7, 0, 0, 0, 0, 0 };
        Assert.Equal(6, Layout(LossKind.SoftmaxCrossEntropy, [4, 3]).LossCount(in batch));
        Assert.Equal(10, Layout(LossKind.SoftmaxCrossEntropy, [4, 3], lengthsInput: -1).LossCount(in batch));

        // Whoever counts has not checked the lengths.
        batch.SetLengths(1, new[] { -1, 4, 9 });
        Assert.Equal(7, Layout(LossKind.SoftmaxCrossEntropy, [4, 3]).LossCount(in batch));
    }

    private static CodeLayout Layout(LossKind loss, int[] input, int lengthsInput = 1) => new()
    {
        WorkspaceFloats = 0,
        Inputs = [],
        InputGradients = [],
        Output = default,
        Losses = [Bound(loss == LossKind.None ? null : new LossInfo("loss", loss, [.. input]) { IgnoreIndex = -7, LengthsInput = lengthsInput })],
    };

    private static BoundLoss Bound(LossInfo? loss) => new(loss, new BoundTensor(loss?.TargetSize ?? 4, 0, 0));
}
