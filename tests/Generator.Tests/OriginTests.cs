using StaticNets.Data;
using StaticNets.Generator.Ir;
using StaticNets.Generator.Passes;
using Xunit;

namespace StaticNets.Generator.Tests;

public sealed class OriginTests
{
    private const string Blocks = """
        using StaticNets;
        [Block]
        [Dense(3)]
        [Dense(2, Name = "enc.second")]
        public sealed class Part;

        [Block]
        [Use(typeof(Part))]
        [Dense(2)]
        public sealed class Outer;

        [Network]
        [Input(2)]
        [Use(typeof(Part), Repeat = 2)]
        [Use(typeof(Outer), Name = "outer")]
        [Dense(2, Name = "a.gradient")]
        [MeanSquaredError]
        public sealed partial class Net;
        """;

    public static TheoryData<string> Layers =>
        ["block1.dense1", "block1.enc.second", "block2.dense1", "block2.enc.second", "outer1.block3.dense1", "outer1.block3.enc.second",
            "outer1.dense1", "a.gradient"];

    [Theory]
    [MemberData(nameof(Layers))]
    public void The_first_layer_that_is_not_finite_is_named_with_its_place_in_the_blocks(string layer)
        => InMemory.Run(
            GeneratorRun.Of(Blocks), assembly => Assert.Equal($"layer {layer}", InMemory.Call(this, nameof(Diverge), assembly.GetType("Net")!, layer)));

    [Fact]
    public void Every_tensor_has_the_layer_that_it_comes_from_and_gradients_what_they_are_of()
    {
        var model = NetworkSource.Parse(Blocks, "Net");
        var names = model.Layers.Select(layer => layer.Name).ToHashSet();
        var training = Differentiate.Apply(
            model.Forward, [.. model.Parameters.Select(parameter => parameter.Tensor)], null, TestContext.Current.CancellationToken).Program;
        foreach (var program in new[] { model.Forward, training })
        {
            Assert.All(program.Tensors, tensor => Assert.Contains(tensor.Origin.Layer, names));
            Assert.All(program.Tensors.Where(tensor => tensor.Role is TensorRole.Parameter or TensorRole.ParameterGradient),
                tensor => Assert.Contains(tensor.Origin.Part, new[] { "weight", "bias" }));
        }

        var gradients = training.Tensors.Where(tensor => tensor.GradientOf is not null).ToList();
        Assert.NotEmpty(gradients);
        Assert.All(gradients, gradient => Assert.Equal((gradient.Origin, gradient.Dimensions), (gradient.GradientOf!.Origin, gradient.GradientOf.Dimensions)));
        Assert.All(model.Forward.Tensors, tensor => Assert.Null(tensor.GradientOf));
    }

    /// <summary>Recurrence, attention, padding, dropout, exposed weights and steps: every kernel of the search gives the name of a layer.</summary>
    [Fact]
    public void What_passes_make_of_a_tensor_has_its_layer()
    {
        const string Source = """
            using StaticNets;
            [Block]
            [MultiHeadAttention(2, Causal = true, Expose = true)]
            [Add("input"), LayerNorm, Dropout(0.1)]
            public sealed class Looking;

            [Network]
            [Tokens(5, 6, Name = "source", Lengths = true)]
            [Embedding(4), Gru(4, Layers = 2)]
            [Tokens(3, 5, Name = "target", Lengths = true)]
            [Embedding(4), PositionalEncoding, Use(typeof(Looking))]
            [Gru(4, Layers = 2, InitialState = "gru1", Attend = "gru1")]
            [Dense(5)]
            [SoftmaxCrossEntropy]
            public sealed partial class Net;
            """;
        var names = NetworkSource.Parse(Source, "Net").Layers.Select(layer => layer.Name).ToHashSet();
        var code = string.Concat(GeneratorRun.Of(Source).Sources.Select(source => source.SourceText.ToString()));
        var found = System.Text.RegularExpressions.Regex.Matches(code, "AreFinite\\(.*return \"(.*)\";").Select(match => match.Groups[1].Value).ToList();
        Assert.All(found, name => Assert.Contains(name, names));
        Assert.Superset(new HashSet<string> { "embedding1", "gru1", "block1.multiheadattention1", "block1.dropout1", "gru2", "dense1" }, found.ToHashSet());
    }

    private static string Diverge<T>(string layer)
        where T : class, INetwork<T>
    {
        var network = T.Create(1);
        // Finite weights whose products overflow.
        foreach (var name in network.Parameters.Names)
            network.Parameters[name] = [.. network.Parameters[name].Select(_ => name.StartsWith(layer + ".", StringComparison.Ordinal) ? 3e38f : 1f)];
        using var trainer = new Trainer<T>(network, new Sgd(), new TrainerOptions { BatchSize = 2, Threads = 1 });
        var data = new Dataset([Column.OfValues([4, 4, 5, 5], 2)], Column.OfValues(new float[4], 2));
        return Assert.Throws<NonFiniteLossException>(() => trainer.TrainFor(data, 1)).Origin;
    }
}
