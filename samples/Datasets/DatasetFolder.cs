namespace StaticNets.Samples.Datasets;

/// <summary>A folder that holds every file of a dataset.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Origin">How it was found, for a message such as "Fashion-MNIST from the system's datasets".</param>
public sealed record DatasetFolder(string Path, string Origin)
{
    /// <summary>The path of a file, which may be compressed (it then ends in <c>.gz</c>).</summary>
    /// <param name="name">The file's name without <c>.gz</c>.</param>
    /// <exception cref="FileNotFoundException">The file is not there.</exception>
    public string PathOf(string name) =>
        Locate(Path, name) ?? throw new FileNotFoundException($"{Path} holds neither {name} nor {name}.gz.", name);

    /// <summary>The names of the files that <paramref name="folder"/> lacks.</summary>
    internal static IReadOnlyList<string> Missing(string folder, DatasetDescription dataset) =>
        [.. dataset.Files.Where(file => Locate(folder, file.Name) is null).Select(file => file.Name + ".gz")];

    private static string? Locate(string folder, string name)
    {
        var plain = System.IO.Path.Combine(folder, name);
        var compressed = plain + ".gz";
        return File.Exists(compressed) ? compressed : File.Exists(plain) ? plain : null;
    }
}
