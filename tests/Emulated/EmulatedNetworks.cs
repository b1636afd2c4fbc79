using StaticNets.Tests.Networks;

namespace StaticNets.Tests.Emulated;

/// <summary>
/// A choice of the networks with fixtures that has every kind of layer with all its properties: all of them would take a quarter of an hour to compile natively.
/// They are listed here because a native program does not find them by reflection.
/// </summary>
internal static class EmulatedNetworks
{
    public static IReadOnlyList<EmulatedNetwork> All { get; } =
    [
        new FixtureNetwork(new FixtureCase<ActivationsSaturated>()),
        new FixtureNetwork(new FixtureCase<AttentionAdditiveLengths>()),
        new FixtureNetwork(new FixtureCase<AttentionCrossValues>()),
        new FixtureNetwork(new FixtureCase<AttentionPosition>()),
        new FixtureNetwork(new FixtureCase<AttentionSeventeenColumns>()),
        new FixtureNetwork(new FixtureCase<AvgPoolCountingPadding>()),
        new FixtureNetwork(new FixtureCase<AvgPoolNotCountingPadding>()),
        new FixtureNetwork(new FixtureCase<BlockThatChangesShape>()),
        new FixtureNetwork(new FixtureCase<Conv1dGroups>()),
        new FixtureNetwork(new FixtureCase<Conv1dStrideWithRest>()),
        new FixtureNetwork(new FixtureCase<Conv1dStridedPaddedDilated>()),
        new FixtureNetwork(new FixtureCase<ConvDilatedAndPadded>()),
        new FixtureNetwork(new FixtureCase<ConvEverythingAtOnce>()),
        new FixtureNetwork(new FixtureCase<ConvManyFilters>()),
        new FixtureNetwork(new FixtureCase<ConvStridesWithRest>()),
        new FixtureNetwork(new FixtureCase<ConvThreeDeep>()),
        new FixtureNetwork(new FixtureCase<DecoderAttendLast>()),
        new FixtureNetwork(new FixtureCase<DecoderAttendOneStep>()),
        new FixtureNetwork(new FixtureCase<DecoderAttendResetAfter>()),
        new FixtureNetwork(new FixtureCase<DecoderAttendRnn>()),
        new FixtureNetwork(new FixtureCase<DecoderRnn>()),
        new FixtureNetwork(new FixtureCase<DenseNoBias>()),
        new FixtureNetwork(new FixtureCase<DenseSeventeenUnits>()),
        new FixtureNetwork(new FixtureCase<DropoutOfNothing>()),
        new FixtureNetwork(new FixtureCase<GraphFromInput>()),
        new FixtureNetwork(new FixtureCase<LayerNormOfImage>()),
        new FixtureNetwork(new FixtureCase<LeNetSigmoid>()),
        new FixtureNetwork(new FixtureCase<LengthBinary>()),
        new FixtureNetwork(new FixtureCase<LengthBothWays>()),
        new FixtureNetwork(new FixtureCase<LengthOfOneOfTwoInputs>()),
        new FixtureNetwork(new FixtureCase<LengthThreeLayers>()),
        new FixtureNetwork(new FixtureCase<LengthTwoLayersBothWaysLast>()),
        new FixtureNetwork(new FixtureCase<LossIgnoringLabels>()),
        new FixtureNetwork(new FixtureCase<MaxPoolPadded>()),
        new FixtureNetwork(new FixtureCase<MaxPoolUnequalSides>()),
        new FixtureNetwork(new FixtureCase<RecurrentDropoutInInference>()),
        new FixtureNetwork(new FixtureCase<RecurrentRnnTwoLayersBothWays>()),
        new FixtureNetwork(new FixtureCase<RecurrentWideGru>()),
        new FixtureNetwork(new FixtureCase<RecurrentWideLstm>()),
        new FixtureNetwork(new FixtureCase<ReluAtZero>()),
        new FixtureNetwork(new FixtureCase<SoftmaxLayer>()),
        new StateNetwork(new StateCase<StateLstm>(count => new StateLstm.State(count))),
        new FixtureNetwork(new FixtureCase<TokenEmbeddingOpen>()),
        new FixtureNetwork(new FixtureCase<TransformerBlock>()),
        new FixtureNetwork(new FixtureCase<TransformerDecoderLengths>()),
        new SteppedNetwork(new SteppedCase<DecoderAttendOneStep>()),
        new SteppedNetwork(new SteppedCase<DecoderAttendResetAfter>()),
        new SteppedNetwork(new SteppedCase<DecoderAttendRnn>()),
        new SteppedNetwork(new SteppedCase<DecoderRnn>()),
        new SteppedNetwork(new SteppedCase<RecurrentDropoutInInference>()),
        new SteppedNetwork(new SteppedCase<RecurrentWideGru>()),
        new SteppedNetwork(new SteppedCase<TransformerDecoderLengths>()),
    ];
}
