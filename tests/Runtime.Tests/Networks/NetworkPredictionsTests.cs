using Xunit;

namespace StaticNets.Tests.Networks;

/// <summary>Probabilities are those of torch.softmax and torch.sigmoid in double.</summary>
public sealed class NetworkPredictionsTests
{
    private static readonly float[] Softmax124 = [0.04201007f, 0.11419519f, 0.84379473f];

    [Fact]
    public void One_example_of_values_has_a_class_and_its_probability()
    {
        var network = Unit(new ClassNetwork());
        var prediction = network.Predict([1f, 2f, 4f]);
        Assert.Equal(2, prediction.Class);
        Assert.Equal(0.84379473f, prediction.Probability, 1e-6f);
        Assert.Equal("class 2, probability 0.8438", prediction.ToString());
        Near(Softmax124, network.Probabilities([1f, 2f, 4f]));

        var probabilities = new float[3];
        Assert.Equal(prediction, network.Predict([1f, 2f, 4f], probabilities));
        Near(Softmax124, probabilities);
    }

    [Fact]
    public void The_most_probable_classes_come_in_order_and_of_equal_ones_the_first()
    {
        var network = Unit(new ClassNetwork());
        var top = new Prediction[2];
        network.PredictTop([4f, 1f, 2f], top);
        Assert.Equal([0, 2], top.Select(prediction => prediction.Class));
        Near([Softmax124[2], Softmax124[1]], [.. top.Select(prediction => prediction.Probability)]);
        top = new Prediction[3];
        network.PredictTop([1f, 1f, 1f], top);
        Assert.Equal([0, 1, 2], top.Select(prediction => prediction.Class));
    }

    [Fact]
    public void Logits_whose_probabilities_round_to_the_same_keep_their_order()
    {
        var network = Unit(new ClassNetwork());
        var top = new Prediction[3];
        network.PredictTop([1f, MathF.BitIncrement(1f), 90f], top);
        Assert.Equal([2, 1, 0], top.Select(prediction => prediction.Class));
        Assert.Equal(1, network.Predict([1e-8f, 2e-8f, 0f]).Class);
    }

    [Fact]
    public void Tokens_are_given_as_far_as_they_go()
    {
        var network = new TokenNetwork();
        network.Parameters["embedding1.weight"] = [1, 0, 0, 0, 2, 0, 0, 0, 3, 1, 1, 1, 2, 0, 1];
        Near([0.24472847f, 0.09003057f, 0.66524096f], network.Probabilities([4, 2]));
        Assert.Equal(2, network.Predict([4, 2, 1, 0]).Class);
        var top = new Prediction[1];
        network.PredictTop([1], top);
        Assert.Equal(1, top[0].Class);
        Assert.Contains("needs 1 to 4", Assert.Throws<ArgumentException>(() => network.Predict(ReadOnlySpan<int>.Empty)).Message);
        Assert.Contains("has 5 elements", Assert.Throws<ArgumentException>(() => network.Predict([1, 2, 3, 4, 0])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => network.Predict([5]));
        Assert.Contains("takes tokens 4 of 5 tokens", Assert.Throws<ArgumentException>(() => network.Predict([1f])).Message);
    }

    [Fact]
    public void Steps_are_given_as_far_as_they_go()
    {
        var network = Unit(new StepsNetwork());
        Near(Softmax124, network.Probabilities([2f, 4f, 8f, 0f, 0f, 0f]));
        Assert.Contains("needs 1 to 4 steps of 3", Assert.Throws<ArgumentException>(() => network.Predict([1f, 2f, 3f, 4f])).Message);
    }

    [Fact]
    public void Binary_decisions_are_probabilities_of_class_1()
    {
        var network = Unit(new BinaryNetwork());
        Near([0.18242552f, 0.67917870f], network.Probabilities([-1.5f, 0.75f]));
        var each = new Prediction[2];
        network.PredictEach([-1.5f, 0.75f], each);
        Assert.Equal([0, 1], each.Select(prediction => prediction.Class));
        Near([1 - 0.18242552f, 0.67917870f], [.. each.Select(prediction => prediction.Probability)]);
    }

    [Fact]
    public void A_network_that_decides_at_every_step_says_how_to_ask()
    {
        var network = Unit(new TaggingNetwork());
        float[] steps = [1, 2, 0, -1, 3, 3.5f];
        var each = new Prediction[3];
        network.PredictEach(steps, each);
        Assert.Equal([1, 0, 1], each.Select(prediction => prediction.Class));
        Near([0.73105858f, 0.73105858f, 0.62245933f], [.. each.Select(prediction => prediction.Probability)]);
        Assert.Contains("PredictEach", Assert.Throws<ArgumentException>(() => network.Predict(steps)).Message);
        Assert.Contains("needs 3", Assert.Throws<ArgumentException>(() => network.PredictEach(steps, new Prediction[2])).Message);
    }

    [Fact]
    public void Several_inputs_are_a_batch_of_one()
    {
        var network = Unit(new SumNetwork());
        var batch = new Batch { Count = 1 };
        batch.SetValues(0, [1f, 1f, 1f]);
        batch.SetValues(1, [0f, 1f, 3f]);
        Near(Softmax124, network.Probabilities(in batch));
        Assert.Equal(2, network.Predict(in batch).Class);
        Assert.Contains("a Batch of one example", Assert.Throws<ArgumentException>(() => network.Predict([1f, 1f, 1f])).Message);
        Assert.Contains("is a batch of 2", Assert.Throws<ArgumentException>(() => network.Predict(new Batch { Count = 2 })).Message);
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        var network = new ClassNetwork();
        Assert.Contains("values has 2 elements", Assert.Throws<ArgumentException>(() => network.Predict([1f, 2f])).Message);
        Assert.Contains("probabilities has 2 elements", Assert.Throws<ArgumentException>(() => network.Predict([1f, 2f, 3f], new float[2])).Message);
        Assert.Contains("1 to 3 classes", Assert.Throws<ArgumentException>(() => network.PredictTop([1f, 2f, 3f], new Prediction[4])).Message);
        Assert.Contains("MeanSquaredError", Assert.Throws<ArgumentException>(() => new NumberNetwork().Predict([1f, 2f, 3f])).Message);
        Assert.Contains(
            "logits has 2 elements", Assert.Throws<ArgumentException>(() => ClassNetwork.Info.Probabilities([1f, 2f], new float[2])).Message);
        Assert.Throws<ArgumentException>(() => NumberNetwork.Info.Probabilities([1f, 2f, 3f], new float[3]));
    }

    [Fact]
    public void Logits_become_probabilities_in_place_too()
    {
        float[] logits = [1, 2, 4, 4, 2, 1];
        ClassNetwork.Info.Probabilities(logits, logits);
        Near([.. Softmax124, .. Softmax124.Reverse()], logits);
    }

    [Fact]
    public void A_prediction_into_memory_allocates_nothing()
    {
        var (network, tokens) = (new ClassNetwork(), new TokenNetwork());
        float[] values = [1, 2, 4], probabilities = new float[3];
        int[] sentence = [1, 2];
        var top = new Prediction[2];
        Assert.Equal(0, Allocation.Of(() =>
        {
            network.Predict(values);
            network.Predict(values, probabilities);
            network.PredictTop(values, top);
            tokens.Predict(sentence);
        }));
    }

    private static T Unit<T>(T network)
        where T : class, INetwork<T>
    {
        var weight = network.Parameters[network.Parameters.Names[0]];
        var side = (int)Math.Sqrt(weight.Length);
        Array.Clear(weight);
        for (var i = 0; i < side; i++)
            weight[i * side + i] = 1;
        network.Parameters[network.Parameters.Names[0]] = weight;
        return network;
    }

    private static void Near(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-6f);
    }
}
