using StaticNets.Tests.Networks;
using Xunit;

namespace StaticNets.Tests;

/// <summary>The networks of Networks/, each with a fixture of its name in tests/fixtures.</summary>
internal static class FixtureCases
{
    private static readonly FixtureCase[] All =
    [
        new FixtureCase<ConvKernelSides>(),
        new FixtureCase<ConvStridesWithRest>(),
        new FixtureCase<ConvPaddings>(),
        new FixtureCase<ConvPaddedAndStrided>(),
        new FixtureCase<ConvDilated>(),
        new FixtureCase<ConvDilatedAndPadded>(),
        new FixtureCase<ConvTwoGroups>(),
        new FixtureCase<ConvDepthwise>(),
        new FixtureCase<ConvDepthwiseMultiplied>(),
        new FixtureCase<ConvNoBias>(),
        new FixtureCase<ConvOneByOne>(),
        new FixtureCase<ConvOneByOneStrided>(),
        new FixtureCase<ConvOfOnePixel>(),
        new FixtureCase<ConvWholeImage>(),
        new FixtureCase<ConvWholePaddedImage>(),
        new FixtureCase<ConvOneChannelOneFilter>(),
        new FixtureCase<ConvEverythingAtOnce>(),
        new FixtureCase<ConvManyFilters>(),
        new FixtureCase<ConvThreeDeep>(),
        new FixtureCase<ConvStridePastKernel>(),

        new FixtureCase<Conv1dPlain>(),
        new FixtureCase<Conv1dStridedPaddedDilated>(),
        new FixtureCase<Conv1dStrideWithRest>(),
        new FixtureCase<Conv1dGroups>(),
        new FixtureCase<Conv1dOneStepOneFeature>(),
        new FixtureCase<Conv1dWholeSequence>(),
        new FixtureCase<Conv1dTwice>(),

        new FixtureCase<MaxPoolWithRest>(),
        new FixtureCase<MaxPoolOverlapping>(),
        new FixtureCase<MaxPoolPadded>(),
        new FixtureCase<MaxPoolUnequalSides>(),
        new FixtureCase<MaxPoolTies>(),
        new FixtureCase<MaxPoolTiesInPadding>(),
        new FixtureCase<AvgPoolWithRest>(),
        new FixtureCase<AvgPoolOverlapping>(),
        new FixtureCase<AvgPoolCountingPadding>(),
        new FixtureCase<AvgPoolNotCountingPadding>(),
        new FixtureCase<PoolsOfWholeImage>(),
        new FixtureCase<PoolsOfOnePixel>(),
        new FixtureCase<PoolsInARow>(),
        new FixtureCase<GlobalAverage>(),

        new FixtureCase<DenseLine>(),
        new FixtureCase<DenseOneUnit>(),
        new FixtureCase<DenseSeventeenUnits>(),
        new FixtureCase<DenseThirtyThreeInputs>(),
        new FixtureCase<DensePerStep>(),
        new FixtureCase<DensePerStepThenFlat>(),
        new FixtureCase<DenseNoBias>(),
        new FixtureCase<DenseOfImage>(),

        new FixtureCase<ActivationsSmooth>(),
        new FixtureCase<ActivationsAlone>(),
        new FixtureCase<ActivationsSaturated>(),
        new FixtureCase<LeakyReluOfImage>(),
        new FixtureCase<ReluAtZero>(),
        new FixtureCase<SoftmaxLayer>(),
        new FixtureCase<SoftmaxPerStep>(),
        new FixtureCase<SoftmaxSaturated>(),
        new FixtureCase<DropoutOfNothing>(),
        new FixtureCase<DropoutInInference>(),

        new FixtureCase<LayerNormOfVector>(),
        new FixtureCase<LayerNormOfSequence>(),
        new FixtureCase<LayerNormOfImage>(),
        new FixtureCase<LayerNormTwice>(),

        new FixtureCase<GraphResidual>(),
        new FixtureCase<GraphResidualProjected>(),
        new FixtureCase<GraphConcatChannels>(),
        new FixtureCase<GraphConcatVectors>(),
        new FixtureCase<GraphConcatSequences>(),
        new FixtureCase<GraphTwoInputs>(),
        new FixtureCase<GraphThreeInputs>(),
        new FixtureCase<GraphUsedThreeTimes>(),
        new FixtureCase<GraphAddToItself>(),
        new FixtureCase<GraphFromInput>(),
        new FixtureCase<GraphDense>(),

        new FixtureCase<LossIgnoringLabels>(),
        new FixtureCase<LossPerStep>(),
        new FixtureCase<LossPerStepIgnoringClass>(),
        new FixtureCase<LossOfLargeLogits>(),
        new FixtureCase<LossOfTwoClasses>(),
        new FixtureCase<LossSquaredOfImage>(),
        new FixtureCase<LossSquaredOfInput>(),
        new FixtureCase<LossBinary>(),
        new FixtureCase<LossBinaryOfLargeLogits>(),

        new FixtureCase<LeNetSigmoid>(),
        new FixtureCase<LeNetRelu>(),
    ];

    public static IEnumerable<string> Names => All.Select(fixture => fixture.Name);

    public static FixtureCase Find(string name) => All.Single(fixture => fixture.Name == name);

    /// <summary>Rows of a case's name and a number of examples, of the cases that fulfil a condition.</summary>
    public static TheoryData<string, int> EveryCount(Func<FixtureCase, FixtureFile, bool> condition)
    {
        var rows = new TheoryData<string, int>();
        foreach (var fixture in All)
        {
            var file = FixtureFile.Read(fixture.Name);
            if (!condition(fixture, file))
                continue;
            foreach (var count in file.Counts)
                rows.Add(fixture.Name, count);
        }
        return rows;
    }
}
