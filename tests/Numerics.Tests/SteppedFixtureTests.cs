using StaticNets.Tests.Networks;
using Xunit;

namespace StaticNets.Tests;

/// <summary>Decoders that encode once and then compute step by step, against what PyTorch makes of the whole sequence.</summary>
public sealed class SteppedFixtureTests
{
    private static readonly SteppedCase[] Cases =
    [
        new SteppedCase<DecoderRnn>(),
        new SteppedCase<DecoderGru>(),
        new SteppedCase<DecoderGruResetAfter>(),
        new SteppedCase<DecoderLstm>(),
        new SteppedCase<DecoderAttend>(),
        new SteppedCase<DecoderAttendDot>(),
        new SteppedCase<DecoderAttendLstm>(),
        new SteppedCase<DecoderAttendRnn>(),
        new SteppedCase<DecoderAttendBothWays>(),
        new SteppedCase<DecoderAttendResetAfter>(),
        new SteppedCase<DecoderAttendToInput>(),
        new SteppedCase<DecoderAttendOneStep>(),
        new SteppedCase<DecoderAttendThreeLayers>(),
        new SteppedCase<TransformerDecoder>(),
        new SteppedCase<TransformerDecoderLengths>(),
        new SteppedCase<TransformerDecoderPreNorm>(),
        new SteppedCase<TransformerDecoderBlocks>(),
        new SteppedCase<TransformerLanguageModel>(),
        new SteppedCase<TransformerTranslator>(),
        new SteppedCase<RecurrentRnn>(),
        new SteppedCase<RecurrentRnnOneUnit>(),
        new SteppedCase<RecurrentGruThreeLayers>(),
        new SteppedCase<RecurrentGruSeventeen>(),
        new SteppedCase<RecurrentGruResetAfter>(),
        new SteppedCase<RecurrentLstmThreeLayers>(),
        new SteppedCase<RecurrentLstmOneStep>(),
        new SteppedCase<RecurrentManySteps>(),
        new SteppedCase<RecurrentSaturated>(),
        new SteppedCase<RecurrentThreeKinds>(),
        new SteppedCase<RecurrentUsedTwice>(),
        new SteppedCase<RecurrentDropoutInInference>(),
        new SteppedCase<RecurrentInitialState>(),
        new SteppedCase<GraphGatedSteps>(),
        new SteppedCase<Conv1dCausal>(),
        new SteppedCase<RecurrentWideRnn>(),
        new SteppedCase<RecurrentWideGru>(),
        new SteppedCase<RecurrentWideGruResetAfter>(),
    ];

    public static TheoryData<string, int> EveryCase
    {
        get
        {
            var rows = new TheoryData<string, int>();
            foreach (var stepped in Cases)
            {
                foreach (var count in FixtureFile.Read(stepped.Name).Counts)
                    rows.Add(stepped.Name, count);
            }
            return rows;
        }
    }

    public static TheoryData<string> EveryName => [.. Cases.Select(stepped => stepped.Name)];

    [Theory]
    [MemberData(nameof(EveryCase))]
    public void Steps_one_by_one_are_the_whole(string name, int count)
    {
        var file = FixtureFile.Read(name);
        Find(name).AssertIsWhole(file, count, Find(name).StepByStep(file, count));
    }

    [Theory]
    [MemberData(nameof(EveryName))]
    public void Sequences_of_a_state_are_apart(string name) => Find(name).AssertSequencesAreApart(FixtureFile.Read(name));

    private static SteppedCase Find(string name) => Cases.Single(stepped => stepped.Name == name);
}
