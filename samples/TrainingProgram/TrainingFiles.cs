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

    /// <summary>Checks before a training, not after its first epoch, that what it leaves can be written.</summary>
    /// <param name="weights">The value of <c>--save</c>.</param>
    /// <param name="input">A file to learn from, which is not to be replaced; null: there is none.</param>
    /// <param name="others">What the training leaves besides weights, log and checkpoint.</param>
    /// <exception cref="IOException">There is no such folder, it cannot be written to, a folder has the name of a file,
    /// or the input would be replaced.</exception>
    public static void CheckWritable(string weights, string? input = null, params IEnumerable<string> others)
    {
        if (Path.EndsInDirectorySeparator(weights))
            throw new IOException($"--save needs the name of a file, but {weights} names a folder.");
        string[] files = [weights, LogOf(weights), CheckpointOf(weights), .. others];
        if (files.FirstOrDefault(Directory.Exists) is { } taken)
            throw new IOException($"--save needs the name of a file, but {taken} is a folder.");
        if (input is not null && files.Any(file => Path.GetFullPath(file) == Path.GetFullPath(input)))
            throw new IOException($"--save needs another name: with {weights} the training would replace {input}, from which it learns.");
        var checkpoint = Path.GetFullPath(CheckpointOf(weights));
        var folder = Path.GetDirectoryName(checkpoint)!;
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"--save needs a folder that is there, but there is no {folder}.");
        foreach (var file in files)
        {
            try
            {
                AtomicFile.Check(file);
            }
            catch (IOException error)
            {
                throw new IOException($"--save needs files that can be written, but {error.Message}", error);
            }
        }

        try
        {
            // Files are written under another name first, a longer one.
            new FileStream(
                AbandonedFiles.NewName(checkpoint),
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.None,
                bufferSize: 0,
                FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"--save needs a folder that can be written to, but {folder} does not take {Path.GetFileName(checkpoint)}: {error.Message}", error);
        }
    }

    /// <summary>Checks before anything is done that there is a file to read.</summary>
    /// <param name="option">What named it.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">There is no such file, or it is a folder.</exception>
    public static void CheckReadable(string option, string path)
    {
        var kind = PosixFile.Inspect(Path.GetFullPath(path)).Kind;
        if (RegularFile.Otherwise(kind) is { } other)
            throw new IOException($"{option} needs a file, but {path} is {other}.");
        if (kind == FileKind.Absent)
            throw new FileNotFoundException($"{option} needs a file, but there is no {path}.");
    }
}
