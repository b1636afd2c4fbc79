using System.Text.Json;
using System.Text.Json.Serialization;

namespace StaticNets.Samples.Training;

/// <summary>
/// What a training run leaves for those who look at it later, people and programs that draw. A JSON file, described in this
/// folder's README.
/// </summary>
public sealed record TrainingLog
{
    /// <summary>What <see cref="Format"/> says in every log.</summary>
    public const string FormatName = "staticnets-training-log";

    /// <summary>The version this program writes and the newest one it reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Tells a log from other JSON files.</summary>
    public string Format { get; init; } = FormatName;

    /// <summary>The version of the format.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The network's name.</summary>
    public required string Network { get; init; }

    /// <summary>The number of parameters.</summary>
    public required int Parameters { get; init; }

    /// <summary>What the program was told: option and value, for the caption of a picture.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>Names of the classes, by label.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>One entry for each finished epoch.</summary>
    public required IReadOnlyList<EpochEntry> Epochs { get; init; }

    /// <summary>
    /// Test examples counted by truth (row) and prediction (column), after the last epoch; empty if nothing was classified.
    /// </summary>
    public required IReadOnlyList<IReadOnlyList<int>> Confusion { get; init; }

    /// <summary>Some test images with what the network says of them after the last epoch.</summary>
    public required IReadOnlyList<ExampleImage> Examples { get; init; }

    /// <summary>Weights of convolutions after the last epoch.</summary>
    public required IReadOnlyList<FilterBank> Filters { get; init; }

    /// <summary>What a network attended to in some translations after the last epoch; empty if it does not attend.</summary>
    public IReadOnlyList<AttentionMap> Attention { get => field ?? []; init; }

    /// <summary>Writes the log; a reader sees the old file or the new one, never a half.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(this, TrainingLogJson.Default.TrainingLog);
        AtomicFile.Write(path, file => file.Write(bytes));
    }

    /// <summary>Reads a log.</summary>
    /// <exception cref="InvalidDataException">The file is not a training log, or one of a newer version.</exception>
    /// <exception cref="IOException">It is no regular file, or cannot be read.</exception>
    public static TrainingLog Load(string path)
    {
        var bytes = RegularFile.ReadBytes(path);
        try
        {
            // The format and version come first: a newer log may lack what this version requires.
            var header = JsonSerializer.Deserialize(bytes, TrainingLogJson.Default.Header);
            if (header?.Format != FormatName)
                throw new InvalidDataException($"{path} is not a training log: its \"format\" is not \"{FormatName}\".");
            if (header.Version < 1)
                throw new InvalidDataException($"{path} is a damaged training log: its version is {header.Version}.");
            if (header.Version > CurrentVersion)
                throw new InvalidDataException($"{path} is a training log of version {header.Version}; this program reads up to {CurrentVersion}.");
            var log = JsonSerializer.Deserialize(bytes, TrainingLogJson.Default.TrainingLog)!;
            if (TrainingLogCheck.Wrong(log) is { } wrong)
                throw new InvalidDataException($"{path} is a damaged training log: {wrong}.");
            return log;
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path} is not a training log: {FileText.Message(error.Message)}", error);
        }
    }

    internal sealed record Header(string? Format, int Version);
}

/// <summary>How an epoch went.</summary>
/// <param name="Epoch">The epoch's number, from 1.</param>
/// <param name="TrainLoss">The mean loss of the training batches, each before its step.</param>
/// <param name="TrainAccuracy">The share of training examples classified rightly, 0 to 1, likewise; null if it was not measured.</param>
/// <param name="TestLoss">The mean loss over the test examples after the epoch; null without a test.</param>
/// <param name="TestAccuracy">The share of test examples classified rightly after the epoch, 0 to 1; null without a test.</param>
/// <param name="Seconds">The time spent on training, without the test.</param>
/// <param name="ItemsPerSecond">Training examples per second, or tokens where examples are windows of text.</param>
/// <param name="Perplexity">exp of the training loss, for language models; else null.</param>
public sealed record EpochEntry(
    int Epoch,
    double TrainLoss,
    double? TrainAccuracy,
    double? TestLoss,
    double? TestAccuracy,
    double Seconds,
    double ItemsPerSecond,
    double? Perplexity = null)
{
    /// <summary>Each loss of a network that has several, whose weighted sums are <see cref="TrainLoss"/> and <see cref="TestLoss"/>; null for one.</summary>
    public IReadOnlyList<LossEntry>? Losses { get; init; }
}

/// <summary>How an epoch went for one loss of several.</summary>
/// <param name="Name">The loss's name.</param>
/// <param name="TrainLoss">Its mean over the training batches, not multiplied with its weight; null if nothing was counted.</param>
/// <param name="TrainAccuracy">The share of right predictions in training, 0 to 1; null if it was not measured.</param>
/// <param name="TestLoss">Its mean over the test examples; null without a test.</param>
/// <param name="TestAccuracy">The share of right predictions of the test, 0 to 1; null without a test.</param>
public sealed record LossEntry(string Name, double? TrainLoss, double? TrainAccuracy, double? TestLoss, double? TestAccuracy);

/// <summary>A grey image, its class and what the network takes it for.</summary>
/// <param name="Index">The index in the test set.</param>
/// <param name="Label">The true class.</param>
/// <param name="Prediction">The most probable class according to the network.</param>
/// <param name="Probability">That class's probability according to the network.</param>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Pixels">Rows from the top, a byte a pixel, 0 black; base64 in the file.</param>
public sealed record ExampleImage(int Index, int Label, int Prediction, double Probability, int Width, int Height, byte[] Pixels);

/// <summary>The weights of a convolution.</summary>
/// <param name="Name">The parameter's name, such as <c>conv2d1.weight</c>.</param>
/// <param name="Shape">Filters, input channels, kernel height, kernel width.</param>
/// <param name="Values">The weights in row-major order.</param>
public sealed record FilterBank(string Name, IReadOnlyList<int> Shape, IReadOnlyList<float> Values);

/// <summary>How much a decoder attended to each token of its source when it gave each token of its output.</summary>
/// <param name="Layer">The name of the layer that attends.</param>
/// <param name="Source">The tokens of the source.</param>
/// <param name="Target">The tokens of the output.</param>
/// <param name="Weights">A row for each token of the output with a weight for each token of the source; a row's sum is 1.</param>
public sealed record AttentionMap(string Layer, IReadOnlyList<string> Source, IReadOnlyList<string> Target, IReadOnlyList<IReadOnlyList<float>> Weights);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(TrainingLog))]
[JsonSerializable(typeof(TrainingLog.Header))]
internal sealed partial class TrainingLogJson : JsonSerializerContext;
