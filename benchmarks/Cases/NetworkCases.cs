using Microsoft.ML.OnnxRuntime;
using StaticNets.Benchmarks.Contenders;
using static TorchSharp.torch;

namespace StaticNets.Benchmarks.Cases;

/// <summary>Cases of a classifier (of examples, or of their steps) with one input, whose peers are built from its declaration.</summary>
/// <typeparam name="TNetwork">The network.</typeparam>
/// <param name="name">As in the table.</param>
/// <param name="learningRate">Large enough for a wrong gradient to show in the next losses, small enough for the losses to stay finite however often the same
/// batch is learned, and not to pull roundings apart.</param>
internal sealed class NetworkCases<TNetwork>(string name, double learningRate)
    where TNetwork : class, INetwork<TNetwork>
{
    private static readonly NetworkInfo Info = TNetwork.Info;
    private static readonly InputInfo Input = Info.Inputs[0];

    private static int Classes => Info.OutputShape[^1];

    /// <summary>Rows of the output: the steps of a sequence.</summary>
    private static int Rows => Info.OutputSize / Classes;

    private static string ItemName => Rows == 1 ? "image" : "token";

    /// <summary>Forward at each of the batches, then training steps.</summary>
    public IEnumerable<Case> All(params int[] batches) => [.. Forward(batches), .. TrainingStep(batches)];

    private IEnumerable<Case> Forward(int[] batches) => batches.Select(batch => new Case(
        $"{name} forward", batch, batch * Rows, ItemName, Info.MultiplyAdds / Rows,
        [
            new(TorchSharpForward.Library, threads => new TorchSharpForward(
                TorchSharpNetwork.Of<TNetwork>(), TorchSharpInput(batch), batch * Info.OutputSize, threads)),
            new(OnnxRuntimeForward.Library, threads => new OnnxRuntimeForward(
                OnnxNetwork.Model<TNetwork>(batch), OnnxInput(batch), [batch, .. Info.OutputShape], threads)),
        ],
        new(StaticNetsModel.Library, threads => new StaticNetsForward<TNetwork>(TNetwork.Create(0), batch, Inputs(batch), threads))));

    private IEnumerable<Case> TrainingStep(int[] batches) => batches.Select(batch => new Case(
        $"{name} training step", batch, batch * Rows, ItemName, TrainingMultiplyAdds / Rows,
        [
            new(TorchSharpForward.Library, threads => new TorchSharpTrainingStep(
                TorchSharpNetwork.Of<TNetwork>(), TorchSharpInput(batch), Labels(batch), learningRate, threads, HasTwinBiases)),
        ],
        new(StaticNetsModel.Library, threads => new StaticNetsTrainingStep<TNetwork>(
            TNetwork.Create(0), batch, Inputs(batch), Labels(batch), learningRate, threads))));

    /// <summary>Of one example. Backward needs as much again for the gradient of the weights and of the inputs, but nobody asks for that of the network's
    /// input.</summary>
    private static long TrainingMultiplyAdds
    {
        get
        {
            long all = 3 * Info.MultiplyAdds;
            if (HasTokens)
                return all; // the embedding wants it
            var first = Info.Layers[1];
            // The weights that the input meets, at each position of an image or step of a sequence: the layer's first, which in a layer that reads both
            // ways has a second of the same name and "_reverse".
            string weight = Info.Layout.Names.First(parameter => parameter.StartsWith(first.Name + ".", StringComparison.Ordinal));
            long weights = Info.Layout.Entries.Where(entry => entry.Name.StartsWith(weight, StringComparison.Ordinal)).Sum(entry => (long)entry.Size);
            long positions = first.OutputShape.Length switch
            {
                3 => first.OutputShape[1] * first.OutputShape[2],
                2 => first.OutputShape[0],
                _ => 1,
            };
            return all - (weights * positions);
        }
    }

    /// <summary>Whether recurrent layers have one bias where PyTorch's have two.</summary>
    private static bool HasTwinBiases => !Info.Layout.Names.Any(parameter => parameter.Contains("bias_hh_l", StringComparison.Ordinal));

    private static bool HasTokens => Input.Kind == InputKind.Tokens;

    private static float[] Values(int batch) => SampleData.Values(batch * Input.Size);

    private static int[] Tokens(int batch) => SampleData.Labels(batch * Input.Size, Input.Vocabulary, seed: 3);

    private static long[] WideTokens(int batch) => Array.ConvertAll(Tokens(batch), token => (long)token);

    private static int[] Labels(int batch) => SampleData.Labels(batch * Rows, Classes);

    private static long[] InputShape(int batch) => [batch, .. Input.Shape];

    private static BatchInputs Inputs(int batch)
    {
        if (HasTokens)
        {
            int[] tokens = Tokens(batch);
            return (ref Batch to) => to.SetTokens(0, tokens);
        }
        float[] values = Values(batch);
        return (ref Batch to) => to.SetValues(0, values);
    }

    private static Tensor TorchSharpInput(int batch) => HasTokens ? tensor(WideTokens(batch), InputShape(batch)) : tensor(Values(batch), InputShape(batch));

    private static OrtValue OnnxInput(int batch) => HasTokens
        ? OrtValue.CreateTensorValueFromMemory(WideTokens(batch), InputShape(batch))
        : OrtValue.CreateTensorValueFromMemory(Values(batch), InputShape(batch));
}
