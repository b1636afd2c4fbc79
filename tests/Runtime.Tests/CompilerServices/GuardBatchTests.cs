using StaticNets.CompilerServices;
using StaticNets.Tests.Networks;
using Xunit;

namespace StaticNets.Tests.CompilerServices;

public sealed class GuardBatchTests
{
    private static readonly NetworkInfo Classifier = NetworkInfoTests.Small();
    private static readonly NetworkInfo Regression = NetworkInfoTests.Small(LossKind.MeanSquaredError, 10);
    private static readonly NetworkInfo Tagger = NetworkInfoTests.Small(LossKind.SoftmaxCrossEntropy, 3, 10);

    private delegate void Change(ref Batch batch);

    [Fact]
    public void A_batch_for_inference_loss_or_training_passes()
    {
        Passes(Classifier, (ref _) => { });
        Passes(Classifier, (ref batch) => batch.Output = new float[20]);
        Passes(Classifier, (ref batch) => batch.Labels = new[] { 9, -100 });
        Passes(Tagger, (ref batch) => batch.Labels = new int[6]);
        Passes(Regression, (ref batch) => batch.Targets = new float[20]);
        Passes(Classifier, (ref batch) =>
        {
            batch.Labels = new int[2];
            batch.Gradients = new ParameterSet(Classifier.Layout);
            batch.SetInputGradient(0, new float[32]);
        });
    }

    [Fact]
    public void Whatever_is_wrong_is_named()
    {
        Fails(Classifier, "count is 0", (ref batch) => batch.Count = 0);
        Fails(Classifier, "input has 32 elements, but 3 examples of shape 1x4x4 need 48", (ref batch) => batch.Count = 3);
        Fails(Classifier, "input has 0 elements", (ref batch) => batch.SetTokens(0, new int[32]));
        Fails(Classifier, "output has 19 elements, but 2 examples of shape 10 need 20", (ref batch) => batch.Output = new float[19]);
        Fails(Classifier, "labels has 1 elements", (ref batch) => batch.Labels = new int[1]);
        Fails(Classifier, "labels of example 1 is 10, but must be from 0 to 9", (ref batch) => batch.Labels = new[] { 0, 10 });
        Fails(Tagger, "labels of example 1, step 2 is -1", (ref batch) => batch.Labels = new[] { 0, 0, 0, 0, 0, -1 });
        Fails(Tagger, "labels has 2 elements, but 2 examples of shape 3 need 6", (ref batch) => batch.Labels = new int[2]);
        Fails(Regression, "targets has 2 elements", (ref batch) => batch.Targets = new float[2]);
        Fails(Classifier, "input gradient has 31 elements", (ref batch) => batch.SetInputGradient(0, new float[31]));
    }

    [Fact]
    public void Training_needs_labels_or_targets_and_the_networks_own_gradients()
    {
        Fails(Classifier, "labels has 0 elements", (ref batch) => batch.Gradients = new ParameterSet(Classifier.Layout));
        Fails(Regression, "targets has 0 elements", (ref batch) => batch.Gradients = new ParameterSet(Regression.Layout));
        Fails(Classifier, "gradients has the layout of Small, but", (ref batch) => batch.Gradients = new ParameterSet(Regression.Layout));
    }

    [Fact]
    public void Lengths_are_checked_where_they_are_declared()
    {
        var sequences = Classifier with { Inputs = [Classifier.Inputs[0] with { HasLengths = true, Shape = [4, 4] }] };
        Passes(sequences, (ref batch) => batch.SetLengths(0, new[] { 1, 4 }));
        Fails(sequences, "lengths has 0 lengths", (ref _) => { });
        Fails(sequences, "lengths of example 1 is 5, but must be from 1 to 4", (ref batch) => batch.SetLengths(0, new[] { 1, 5 }));
    }

    [Fact]
    public void Tokens_are_checked_past_the_length_as_well()
    {
        var tokens = Classifier with { Inputs = [new InputInfo("words", [3], InputKind.Tokens, 7, HasLengths: true, HasGradient: false)] };
        Passes(tokens, (ref batch) => Set(ref batch, [0, 6, 0, 1, 2, 3]));
        Fails(tokens, "words of example 1, step 2 is 7, but must be from 0 to 6", (ref batch) => Set(ref batch, [0, 0, 0, 0, 0, 7]));
        Fails(tokens, "words of example 0, step 1 is -1", (ref batch) => Set(ref batch, [0, -1, 0, 0, 0, 0]));
        Fails(tokens, "words has 0 elements", (ref batch) => batch.SetLengths(0, new[] { 1, 1 }));

        static void Set(ref Batch batch, int[] words)
        {
            batch.SetTokens(0, words);
            batch.SetLengths(0, new[] { 1, 1 });
        }
    }

    [Fact]
    public void A_state_must_be_the_networks_and_have_a_sequence_per_example()
    {
        var recurrent = Classifier with { States = [new StateInfo("rnn1.hidden", [1, 5], 0, [5, 1])], StateSize = 5, CarriesState = true };
        Passes(recurrent, (ref batch) => batch.State = new SmallState(recurrent, 2));
        Passes(recurrent, (ref batch) => (batch.State, batch.FirstSequence) = (new SmallState(recurrent, 5), 3));
        Fails(
            recurrent,
            "state has 5 sequences, but 2 examples from sequence 4 on need 6",
            (ref batch) => (batch.State, batch.FirstSequence) = (new SmallState(recurrent, 5), 4));
        Fails(recurrent, "state has 1 sequence, but", (ref batch) => batch.State = new SmallState(recurrent, 1));
        Fails(recurrent, "from sequence -1", (ref batch) => (batch.State, batch.FirstSequence) = (new SmallState(recurrent, 5), -1));
        Fails(Regression, "state is a state of Small, but", (ref batch) => batch.State = new SmallState(recurrent, 2));

        Guard.State(new SmallState(recurrent, 2), "state", 2, recurrent);
        var thrown = Assert.Throws<ArgumentException>("memory", () => Guard.State(new SmallState(recurrent, 3), "memory", 2, recurrent));
        Assert.Contains("memory has 3 sequences, but 2 examples need 2", thrown.Message);
        Assert.Throws<ArgumentNullException>("memory", () => Guard.State(null!, "memory", 2, recurrent));
    }

    [Fact]
    public void Checking_allocates_nothing()
    {
        var (values, labels, gradients) = (new float[32], new int[2], new ParameterSet(Classifier.Layout));
        Assert.Equal(0, Allocation.Of(() =>
        {
            var batch = new Batch { Count = 2, Labels = labels, Gradients = gradients };
            batch.SetValues(0, values);
            Guard.Batch(in batch, Classifier);
        }));
    }

    private sealed class SmallState(NetworkInfo network, int count) : RecurrentState(network, count);

    private static void Passes(NetworkInfo network, Change change) => Check(network, change);

    private static void Fails(NetworkInfo network, string message, Change change) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(() => Check(network, change)).Message);

    /// <summary>Checks a batch of two examples of 16 elements, with one thing changed.</summary>
    private static void Check(NetworkInfo network, Change change)
    {
        var batch = new Batch { Count = 2 };
        batch.SetValues(0, new float[32]);
        change(ref batch);
        Guard.Batch(in batch, network);
    }
}
