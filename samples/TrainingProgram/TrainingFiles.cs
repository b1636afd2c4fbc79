namespace StaticNets.Samples.TrainingProgram;

/// <summary>The files a training reads and leaves. What it leaves besides its weights are files next to them with their name and another ending.</summary>
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

    /// <summary>Checks before anything is done that there is a file to read.</summary>
    /// <param name="option">What named it.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">There is no such file, or it is a folder.</exception>
    public static void CheckReadable(string option, string path)
    {
        if (Directory.Exists(path))
            throw new IOException($"{option} needs a file, but {path} is a folder.");
        if (!File.Exists(path))
            throw new FileNotFoundException($"{option} needs a file, but there is no {path}.");
    }
}
