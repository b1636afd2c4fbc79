using System.Runtime.CompilerServices;
using StaticNets.CompilerServices;

namespace StaticNets.Tests.Sequences;

/// <summary>The code of <see cref="RunningSums"/>, one loop for any number of lanes.</summary>
internal readonly struct RunningSumsCode : ISteppedCode
{
    private const int Lanes = BlockRunner.BlockExamples, One = Elements * Lanes, Step = One + Elements, End = Step + 9;

    // Elements of an example in the workspace. The cell's state is updated in place.
    private const int Tokens = 0, Lengths = 3, Values = 4, HiddenBefore = 6, HiddenAfter = 8, Cell = 10, Output = 12, Target = 15, Weight = 18, Loss = 19,
        Elements = 20;

    public static CodeLayout Layout { get; } = new()
    {
        WorkspaceFloats = End,
        Inputs = [Bound(RunningSums.Steps, Tokens), Bound(RunningSums.Values, Values)],
        InputLengths = [Bound(1, Lengths), default],
        InputGradients = [default, default],
        Output = Bound(RunningSums.Steps, Output),
        Losses =
        [
            new BoundLoss(RunningSums.Info.Losses[0], Bound(RunningSums.Steps, Target)) { Value = Bound(1, Loss), ExampleWeight = Bound(1, Weight) },
        ],
        States =
        [
            new BoundState(2, 0, Bound(2, HiddenBefore), Bound(2, HiddenAfter)),
            new BoundState(2, 3, Bound(2, Cell), Bound(2, Cell)),
        ],
        Step = new CodeLayout
        {
            WorkspaceFloats = End,
            Inputs = [InStep(1, 0), InStep(2, 1)],
            InputGradients = [],
            Output = InStep(1, 3),
            States = [new BoundState(2, 0, InStep(2, 4), InStep(2, 4)), new BoundState(2, 3, InStep(2, 6), InStep(2, 6))],
        },
    };

    public static void InferBlock(ref float workspace, ref float parameters) => Forward(ref workspace, Lanes, parameters);

    public static void EvaluateBlock(ref float workspace, ref float parameters)
    {
        Forward(ref workspace, Lanes, parameters);
        ComputeLoss(ref workspace, Lanes, parameters);
    }

    public static void TrainBlock(
        ref float workspace, ref float parameters, ref float gradients, int region, int block, bool accumulate, ulong seed, long step, uint firstExample)
    {
        Forward(ref workspace, Lanes, parameters);
        gradients = (accumulate ? gradients : 0) + ComputeLoss(ref workspace, Lanes, parameters);
    }

    public static void TrainChunk(ref float workspace, ref float gradients, int blocks, bool accumulate)
    {
    }

    public static void InferOne(ref float workspace, ref float parameters) => Forward(ref Unsafe.Add(ref workspace, One), 1, parameters);

    public static void EvaluateOne(ref float workspace, ref float parameters)
    {
        InferOne(ref workspace, ref parameters);
        ComputeLoss(ref Unsafe.Add(ref workspace, One), 1, parameters);
    }

    public static void TrainOne(
        ref float workspace, ref float parameters, ref float gradients, int region, bool accumulate, ulong seed, long step, uint firstExample)
    {
        InferOne(ref workspace, ref parameters);
        gradients = (accumulate ? gradients : 0) + ComputeLoss(ref Unsafe.Add(ref workspace, One), 1, parameters);
    }

    public static string? TraceOne(ref float workspace, ref float parameters)
    {
        InferOne(ref workspace, ref parameters);
        for (var step = 0; step < RunningSums.Steps; step++)
        {
            if (!float.IsFinite(At(ref Unsafe.Add(ref workspace, One), Output + step)))
                return "sums1";
        }

        return null;
    }

    public static void StepOne(ref float workspace, ref float parameters, ref float sequence)
    {
        ref var w = ref Unsafe.Add(ref workspace, Step);
        for (var k = 0; k < 2; k++)
        {
            At(ref w, 4 + k) += At(ref w, 0) + At(ref w, 1 + k);
            At(ref w, 6 + k) = At(ref w, 6 + k) / 2 + k + 1;
        }

        At(ref w, 3) = parameters * (At(ref w, 4) - At(ref w, 7));
    }

    private static void Forward(ref float w, int lanes, float scale)
    {
        for (var lane = 0; lane < lanes; lane++)
        {
            for (var k = 0; k < 2; k++)
                At(ref w, HiddenAfter + k, lanes, lane) = At(ref w, HiddenBefore + k, lanes, lane);
            for (var step = 0; step < RunningSums.Steps; step++)
            {
                ref var output = ref At(ref w, Output + step, lanes, lane);
                output = 0;
                if (step >= At(ref w, Lengths, lanes, lane))
                    continue;
                for (var k = 0; k < 2; k++)
                {
                    ref var cell = ref At(ref w, Cell + k, lanes, lane);
                    At(ref w, HiddenAfter + k, lanes, lane) += At(ref w, Tokens + step, lanes, lane) + At(ref w, Values + k, lanes, lane);
                    cell = cell / 2 + k + 1;
                }

                output = scale * (At(ref w, HiddenAfter, lanes, lane) - At(ref w, Cell + 1, lanes, lane));
            }
        }
    }

    /// <returns>The gradient of the scale.</returns>
    private static float ComputeLoss(ref float w, int lanes, float scale)
    {
        var gradient = 0f;
        for (var lane = 0; lane < lanes; lane++)
        {
            var weight = At(ref w, Weight, lanes, lane);
            ref var loss = ref At(ref w, Loss, lanes, lane);
            loss = 0;
            for (var step = 0; step < At(ref w, Lengths, lanes, lane); step++)
            {
                var output = At(ref w, Output + step, lanes, lane);
                var error = output - At(ref w, Target + step, lanes, lane);
                loss += error * error * weight;
                gradient += 2 * error * weight * output / scale;
            }
        }

        return gradient;
    }

    private static ref float At(ref float w, int element, int lanes = 1, int lane = 0) => ref Unsafe.Add(ref w, element * lanes + lane);

    private static BoundTensor Bound(int size, int element) => new(size, element * Lanes, One + element);

    private static BoundTensor InStep(int size, int element) => new(size, -1, Step + element);
}
