namespace StaticNets.Samples.TrainingProgram;

/// <summary>What a training leaves besides its weights: files next to them with their name and another ending.</summary>
public static class TrainingFiles
{
    /// <summary>The training log.</summary>
    public static string LogOf(string weights) => Beside(weights, ".log.json");

    /// <summary>The checkpoint.</summary>
    public static string CheckpointOf(string weights) => Beside(weights, ".checkpoint.safetensors");

    /// <summary>A file next to the weights with their name and <paramref name="ending"/>.</summary>
    public static string Beside(string weights, string ending)
    {
        const string extension = ".safetensors";
        var name = weights.EndsWith(extension, StringComparison.Ordinal) ? weights[..^extension.Length] : weights;
        return name + ending;
    }
}
