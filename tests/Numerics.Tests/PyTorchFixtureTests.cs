using Xunit;

namespace StaticNets.Tests;

/// <summary>
/// The compiled networks against PyTorch, at the vector width of this process (STATICNETS_VECTOR_WIDTH; tests/run.sh runs
/// them at each).
/// </summary>
public sealed class PyTorchFixtureTests
{
    private const int SmallerShard = 7;

    public static TheoryData<string, int> Cases => FixtureCases.EveryCount((_, _) => true);

    public static TheoryData<string, int> CasesWithLoss => FixtureCases.EveryCount((fixture, _) => fixture.Info.Loss != LossKind.None);

    public static TheoryData<string, int> CasesWithGradients => FixtureCases.EveryCount(HasGradients);

    public static TheoryData<string> CasesToDivide =>
        [.. FixtureCases.EveryCount((fixture, file) => HasGradients(fixture, file) && file.Counts[^1] > SmallerShard)
            .Select(row => row.Data.Item1).Distinct()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Inference_gives_the_output(string name, int count)
    {
        var file = FixtureFile.Read(name);
        AssertOutput(file, count, FixtureCases.Find(name).Run(file, Pass.Inference, 0, count));
    }

    [Theory]
    [MemberData(nameof(CasesWithLoss))]
    public void Loss_gives_loss_and_output(string name, int count)
    {
        var file = FixtureFile.Read(name);
        var result = FixtureCases.Find(name).Run(file, Pass.Loss, 0, count);
        AssertLoss(file, count, result.Loss);
        AssertOutput(file, count, result);
    }

    [Theory]
    [MemberData(nameof(CasesWithGradients))]
    public void Training_gives_loss_output_and_every_gradient(string name, int count)
    {
        var file = FixtureFile.Read(name);
        var fixture = FixtureCases.Find(name);
        var result = fixture.Run(file, Pass.Training, 0, count);
        AssertLoss(file, count, result.Loss);
        AssertOutput(file, count, result);
        foreach (var parameter in fixture.Info.Layout.Entries)
            FixtureGradient.AssertClose(file, count, parameter.Name, result.Gradients![parameter.Name]);
        for (var i = 0; i < fixture.Info.Inputs.Length; i++)
        {
            if (result.InputGradients[i] is { } gradient)
                AssertInputGradient(file, count, fixture.Info.Inputs[i].Name, gradient);
        }
    }

    [Theory]
    [MemberData(nameof(CasesToDivide))]
    public void Shards_of_a_batch_add_up_to_the_whole(string name)
    {
        var file = FixtureFile.Read(name);
        var fixture = FixtureCases.Find(name);
        var count = file.Counts[^1];
        var denominator = fixture.LossCount(file, count);
        var first = fixture.Run(file, Pass.Training, 0, SmallerShard, denominator);
        var second = fixture.Run(file, Pass.Training, SmallerShard, count - SmallerShard, denominator);
        AssertLoss(file, count, first.Loss + second.Loss);
        foreach (var parameter in fixture.Info.Layout.Entries)
        {
            var sum = first.Gradients![parameter.Name].Zip(second.Gradients![parameter.Name], (a, b) => a + b);
            FixtureGradient.AssertClose(file, count, parameter.Name, [.. sum]);
        }
        for (var i = 0; i < fixture.Info.Inputs.Length; i++)
        {
            if (first.InputGradients[i] is { } gradient)
                AssertInputGradient(file, count, fixture.Info.Inputs[i].Name, [.. gradient, .. second.InputGradients[i]!]);
        }
    }

    [Fact]
    public void Every_fixture_has_a_case_and_every_case_a_fixture()
    {
        var files = Directory.GetFiles(FixtureFile.Folder, "*.safetensors").Select(path => Path.GetFileNameWithoutExtension(path));
        Assert.Equal(files.Order(StringComparer.Ordinal), FixtureCases.Names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Parameters_and_inputs_have_PyTorchs_names_and_shapes()
    {
        foreach (var name in FixtureCases.Names)
        {
            var file = FixtureFile.Read(name);
            var info = FixtureCases.Find(name).Info;
            Assert.Equal(file.NamesAfter("input."), info.Inputs.Select(input => input.Name).Order(StringComparer.Ordinal));
            foreach (var input in info.Inputs)
                Assert.Equal(file.Shape("input." + input.Name)[1..], input.Shape);
            Assert.Equal(
                file.NamesAfter("lengths."), info.Inputs.Where(input => input.HasLengths).Select(input => input.Name).Order(StringComparer.Ordinal));
            Assert.Equal(file.Shape("output")[1..], info.OutputShape);
            if (!file.Has("parameter." + info.Layout.Entries.FirstOrDefault()?.Name) && file.NamesAfter("gradient.").Any())
                continue; // a network whose parameters come from the formula
            Assert.Equal(file.NamesAfter("parameter."), info.Layout.Names.Order(StringComparer.Ordinal));
            foreach (var parameter in info.Layout.Entries)
                Assert.Equal(file.Shape("parameter." + parameter.Name), parameter.Shape);
        }
    }

    [Fact]
    public void The_formula_gives_the_stored_parameters()
    {
        const string Name = "ConvThreeDeep";
        var file = FixtureFile.Read(Name);
        foreach (var parameter in FixtureCases.Find(Name).Info.Layout.Entries)
            Assert.Equal(file.Floats("parameter." + parameter.Name), FormulaValues.OfParameter(file.FormulaPrefix, parameter));
    }

    private static bool HasGradients(FixtureCase fixture, FixtureFile file) =>
        file.NamesAfter("gradient.").Any() || file.NamesAfter("inputgradient.").Any();

    private static void AssertOutput(FixtureFile file, int count, FixtureResult result)
    {
        var expected = file.Doubles("output").AsSpan();
        expected = expected[..(expected.Length / file.Counts[^1] * count)];
        var actual = result.Output.AsSpan();
        if (file.OpenPadding is { } input)
        {
            var isReal = RealElements(file.Integers("lengths." + input), file.Shape("output"));
            expected = expected.ToArray().Where((_, i) => isReal(i)).ToArray();
            actual = actual.ToArray().Where((_, i) => isReal(i)).ToArray();
        }
        Tolerance.AssertClose("output", expected, actual, file.ForwardReduction);
    }

    /// <summary>Tells which elements of <c>[count, steps, features]</c> belong to a step that is not padding.</summary>
    private static Func<int, bool> RealElements(int[] lengths, int[] shape) =>
        i => i / shape[2] % shape[1] < lengths[i / shape[2] / shape[1]];

    private static void AssertLoss(FixtureFile file, int count, double loss)
    {
        var stored = $"loss.{count}";
        var expected = file.Has(stored) ? file.Doubles(stored)[0] : 0;
        // An error of the logits goes into the loss at its full size, however small the loss.
        var scale = file.Has(stored) ? Math.Max(Math.Abs(expected), Tolerance.Scale(file.Doubles("output"))) : 0;
        Tolerance.AssertClose("loss", expected, loss, Tolerance.Of(file.ForwardReduction, scale));
    }

    private static void AssertInputGradient(FixtureFile file, int count, string input, ReadOnlySpan<float> actual) =>
        Tolerance.AssertClose($"gradient of {input}", file.Doubles($"inputgradient.{count}.{input}"), actual, file.BackwardReduction(count));
}
