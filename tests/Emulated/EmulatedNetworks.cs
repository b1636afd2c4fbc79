using StaticNets.Tests.Networks;

namespace StaticNets.Tests.Emulated;

/// <summary>
/// A choice of the networks with fixtures that has every kind of layer with all its properties: all of them would take a quarter of an hour to compile
/// natively. A native program does not find them by reflection: those of tests/Numerics.Tests/Networks/Emulated are listed by the build,
/// and what else is done with some of them here.
/// </summary>
internal static partial class EmulatedNetworks
{
    public static IReadOnlyList<EmulatedNetwork> All { get; } =
    [
        .. WithFixtures,
        new StateNetwork(new StateCase<StateLstm>(count => new StateLstm.State(count))),
        new SteppedNetwork(new SteppedCase<DecoderAttendOneStep>()),
        new SteppedNetwork(new SteppedCase<DecoderAttendResetAfter>()),
        new SteppedNetwork(new SteppedCase<DecoderAttendRnn>()),
        new SteppedNetwork(new SteppedCase<DecoderRnn>()),
        new SteppedNetwork(new SteppedCase<RecurrentDropoutInInference>()),
        new SteppedNetwork(new SteppedCase<RecurrentWideGru>()),
        new SteppedNetwork(new SteppedCase<TransformerDecoderLengths>()),
    ];
}
