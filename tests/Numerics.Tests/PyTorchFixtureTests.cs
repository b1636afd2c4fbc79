using Xunit;
using static StaticNets.Tests.FixtureComparison;

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

    public static TheoryData<string, int> CasesWithGradients => FixtureCases.EveryCount((_, file) => HasGradients(file));

    public static TheoryData<string> CasesToDivide =>
        [.. FixtureCases.EveryCount((fixture, file) => HasGradients(file) && file.Counts[^1] > SmallerShard && !fixture.Info.TrainsOnWholeBatches)
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
        AssertLoss(file, count, result.Loss, ofTraining: true);
        AssertOutput(file, count, result);
        AssertGradients(file, count, fixture.Info, result);
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
        foreach (var parameter in fixture.Info.Layout.Entries.Where(parameter => parameter.IsTrained))
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
}
