namespace StaticNets.Samples.Datasets;

/// <summary>
/// Gets a dataset on any machine, by the first of these ways that works: a folder the user named; the system's folders of datasets;
/// the cache in the user's data folder; the Debian package; a download into the cache.
/// </summary>
/// <param name="dataset">The dataset to get.</param>
public sealed class DatasetFinder(DatasetDescription dataset)
{
    /// <summary>The environment variable that names a folder, as <c>--data</c> does.</summary>
    public const string FolderVariable = "STATICNETS_DATA";

    private readonly List<string> _failures = [];

    /// <summary>Reads an environment variable.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>
    /// The user's data folder; default: <c>$XDG_DATA_HOME</c> or <c>~/.local/share</c> on Linux, and what the system uses elsewhere.
    /// Empty: there is none.
    /// </summary>
    public string UserDataFolder { get; init; } =
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);

    /// <summary>
    /// Folders below which the system keeps datasets, looked at after those in <c>XDG_DATA_DIRS</c>; default: <c>/usr/local/share</c>
    /// and <c>/usr/share</c>, whatever that variable says, because Debian's packages install there.
    /// </summary>
    public IReadOnlyList<string> SystemDataFolders { get; init; } = ["/usr/local/share", "/usr/share"];

    /// <summary>Installs the Debian package.</summary>
    public DebianPackageInstaller Installer { get; init; } = new();

    /// <summary>Where to download from; default: the dataset's official address.</summary>
    public Uri BaseUrl { get; init; } = dataset.BaseUrl;

    /// <summary>Downloads a file.</summary>
    public ResumableDownload Download { get; init; } = new();

    /// <summary>Told about what takes a while; default: nobody.</summary>
    public Action<string> Report { get; init; } = _ => { };

    private string CacheFolder => Path.Combine(UserDataFolder, "staticnets", "datasets", dataset.Folder);

    /// <summary>Finds or gets the dataset.</summary>
    /// <param name="given">A folder the user named on the command line, or null. It is then the only place looked at.</param>
    /// <param name="cancellationToken">Stops waiting; a download can be continued later.</param>
    /// <exception cref="DatasetNotFoundException">No way worked; the message says why each failed and what to do.</exception>
    public async Task<DatasetFolder> FindAsync(string? given, CancellationToken cancellationToken = default)
    {
        _failures.Clear();
        if (given is not null)
            return FromUser(given, $"--data {given}");
        if (Variable(FolderVariable) is { Length: > 0 } folder)
            return FromUser(folder, $"{FolderVariable}={folder}");

        return FromSystem()
            ?? FromCache()
            ?? await FromPackageAsync(cancellationToken)
            ?? await FromDownloadAsync(cancellationToken)
            ?? throw new DatasetNotFoundException(Explain());
    }

    /// <summary>A folder that the user named is meant: that it lacks a file is an error, not a reason to look elsewhere.</summary>
    private DatasetFolder FromUser(string folder, string origin)
    {
        string[] candidates = [folder, Path.Combine(folder, dataset.Folder)];
        foreach (var candidate in candidates)
        {
            if (DatasetFolder.Missing(candidate, dataset).Count == 0)
                return new DatasetFolder(candidate, origin);
        }

        throw new DatasetNotFoundException(
            Directory.Exists(folder)
                ? $"{origin}: the folder does not hold {dataset.Title}: {List(DatasetFolder.Missing(folder, dataset))} missing "
                    + $"(and no complete folder '{dataset.Folder}' in it). The names may also be without .gz."
                : $"{origin}: there is no such folder.");
    }

    private DatasetFolder? FromSystem()
    {
        var listed = Variable("XDG_DATA_DIRS") ?? "";
        var folders = listed.Split(':', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Concat(SystemDataFolders)
            .Select(root => Path.Combine(root, "datasets", dataset.Folder))
            .Distinct()
            .ToList();
        if (folders.Find(folder => DatasetFolder.Missing(folder, dataset).Count == 0) is { } complete)
            return new DatasetFolder(complete, "the system's datasets");
        _failures.Add($"system folders: {List(folders)}: not there or not complete");
        return null;
    }

    private DatasetFolder? FromCache()
    {
        if (UserDataFolder.Length == 0)
        {
            _failures.Add("cache: this user has no data folder (HOME is not set)");
            return null;
        }

        var missing = DatasetFolder.Missing(CacheFolder, dataset);
        if (missing.Count == 0)
            return new DatasetFolder(CacheFolder, "the cache");
        _failures.Add(Directory.Exists(CacheFolder)
            ? $"cache: {CacheFolder}: {List(missing)} missing"
            : $"cache: {CacheFolder}: not there");
        return null;
    }

    private async Task<DatasetFolder?> FromPackageAsync(CancellationToken cancellationToken)
    {
        if (dataset.DebianPackage is not { } package)
            return null;
        if (await Installer.InstallAsync(package, Report, cancellationToken) is { } failure)
        {
            _failures.Add($"Debian package {package}: {failure}");
            return null;
        }

        var folder = Path.Combine(Installer.DataFolder, "datasets", dataset.Folder);
        var missing = DatasetFolder.Missing(folder, dataset);
        if (missing.Count == 0)
            return new DatasetFolder(folder, $"the Debian package {package}");
        _failures.Add($"Debian package {package}: installed, but {folder} lacks {List(missing)}");
        return null;
    }

    private async Task<DatasetFolder?> FromDownloadAsync(CancellationToken cancellationToken)
    {
        if (UserDataFolder.Length == 0)
        {
            _failures.Add("download: nowhere to put it (HOME is not set)");
            return null;
        }

        var missing = DatasetFolder.Missing(CacheFolder, dataset);
        foreach (var file in dataset.Files.Where(file => missing.Contains(file.Name + ".gz")))
        {
            try
            {
                Report($"downloading {file.Name}.gz from {BaseUrl.Host}");
                Directory.CreateDirectory(CacheFolder);
                await Download.GetAsync(new Uri(BaseUrl, file.Name + ".gz"), file, CacheFolder, cancellationToken);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                _failures.Add($"download of {new Uri(BaseUrl, file.Name + ".gz")}: {error.Message}");
                return null;
            }
        }

        return new DatasetFolder(CacheFolder, "a download");
    }

    private string Explain()
    {
        var files = List([.. dataset.Files.Select(file => file.Name + ".gz")]);
        var package = dataset.DebianPackage is { } name ? $", or on Debian or Ubuntu run 'sudo apt-get install {name}'" : "";
        return $"{dataset.Title} could not be had:\n"
            + string.Concat(_failures.Select(failure => $"  - {failure}\n"))
            + $"What to do: put {files} in a folder and name it with --data FOLDER or {FolderVariable}=FOLDER{package}.";
    }

    private static string List(IReadOnlyList<string> names) => string.Join(", ", names);
}
