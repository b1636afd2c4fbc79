using StaticNets.Samples.Datasets;
using Xunit;

namespace StaticNets.Samples.Tests;

public sealed class DatasetFinderTests : IDisposable
{
    private static readonly string[] All = ["first.gz", "second.gz"];

    private readonly FileServer _server = new();
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _variables = [];
    private readonly List<string> _commands = [];
    private readonly List<string> _reports = [];

    private string Cache => _folder["home", "staticnets", "datasets", "small"];

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("given", "first.gz", "second.gz")]
    [InlineData("given", "first", "second")]
    [InlineData("given/small", "first.gz", "second")]
    public async Task A_given_folder_is_used_compressed_or_not(string below, string first, string second)
    {
        SmallDataset.Write(_folder[below], first, second);
        var found = await Find(Finder(), _folder["given"]);
        Assert.Equal(_folder[below, first], found.PathOf("first"));
        Assert.Equal(_folder[below, second], found.PathOf("second"));
    }

    [Fact]
    public async Task A_given_folder_that_lacks_a_file_is_an_error_even_if_there_is_another_copy()
    {
        SmallDataset.Write(_folder["given"], "first.gz");
        SmallDataset.Write(Cache, All);
        var error = await Assert.ThrowsAsync<DatasetNotFoundException>(() => Find(Finder(), _folder["given"]));
        Assert.Contains("--data", error.Message);
        Assert.Contains("second.gz missing", error.Message);
    }

    [Fact]
    public async Task A_given_folder_that_does_not_exist_is_named()
    {
        var error = await Assert.ThrowsAsync<DatasetNotFoundException>(() => Find(Finder(), _folder["nowhere"]));
        Assert.Equal($"--data {_folder["nowhere"]}: there is no such folder.", error.Message);
    }

    [Fact]
    public async Task The_variable_names_a_folder_too()
    {
        SmallDataset.Write(_folder["variable"], All);
        _variables["STATICNETS_DATA"] = _folder["variable"];
        Assert.Equal(_folder["variable"], (await Find(Finder())).Path);
    }

    [Fact]
    public async Task System_folders_come_before_the_cache()
    {
        SmallDataset.Write(Cache, All);
        SmallDataset.Write(_folder["usr", "datasets", "small"], All);
        Assert.Equal(_folder["usr", "datasets", "small"], (await Find(Finder())).Path);
    }

    [Fact]
    public async Task Folders_of_XDG_DATA_DIRS_come_first()
    {
        SmallDataset.Write(_folder["usr", "datasets", "small"], All);
        SmallDataset.Write(_folder["opt", "datasets", "small"], All);
        _variables["XDG_DATA_DIRS"] = $"{_folder["nowhere"]}:{_folder["opt"]}";
        Assert.Equal(_folder["opt", "datasets", "small"], (await Find(Finder())).Path);
    }

    [Fact]
    public async Task The_cache_comes_before_the_package()
    {
        SmallDataset.Write(Cache, All);
        Assert.Equal(Cache, (await Find(Finder(isDebian: true))).Path);
        Assert.Empty(_commands);
    }

    [Fact]
    public async Task The_package_comes_before_the_download()
    {
        var found = await Find(Finder(isDebian: true, apt: arguments =>
        {
            if (arguments.Contains("install"))
                SmallDataset.Write(_folder["usr", "datasets", "small"], All);
            return 0;
        }));
        Assert.Equal(_folder["usr", "datasets", "small"], found.Path);
        Assert.Equal(["env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends dataset-small"], _commands);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task Package_lists_are_updated_when_the_package_is_unknown()
    {
        var updated = false;
        await Find(Finder(isDebian: true, apt: arguments =>
        {
            updated |= arguments.Contains("update");
            if (!updated)
                return 100;
            SmallDataset.Write(_folder["usr", "datasets", "small"], All);
            return 0;
        }));
        Assert.Equal(3, _commands.Count);
    }

    [Fact]
    public async Task Sudo_is_used_only_if_it_asks_nothing()
    {
        Serve();
        await Find(Finder(isDebian: true, isRoot: false, apt: _ => 1));
        Assert.Equal(["sudo -n true"], _commands);
    }

    [Fact]
    public async Task Sudo_installs_for_others_than_root()
    {
        await Find(Finder(isDebian: true, isRoot: false, apt: _ =>
        {
            SmallDataset.Write(_folder["usr", "datasets", "small"], All);
            return 0;
        }));
        Assert.StartsWith("sudo -n env DEBIAN_FRONTEND=noninteractive apt-get", _commands[^1]);
    }

    [Fact]
    public async Task A_download_fills_the_cache_and_is_not_repeated()
    {
        Serve();
        Assert.Equal(Cache, (await Find(Finder())).Path);
        Assert.Equal(["first.gz", "second.gz"], _server.Requests.Select(request => request.Path));
        Assert.Contains(_reports, report => report.Contains("first.gz"));

        Assert.Equal("the cache", (await Find(Finder())).Origin);
        Assert.Equal(2, _server.Requests.Count);
    }

    [Fact]
    public async Task A_download_gets_only_what_is_missing()
    {
        Serve();
        SmallDataset.Write(Cache, "first");
        await Find(Finder());
        Assert.Equal(["second.gz"], _server.Requests.Select(request => request.Path));
    }

    [Fact]
    public async Task When_nothing_works_every_reason_and_the_remedy_are_told()
    {
        var error = await Assert.ThrowsAsync<DatasetNotFoundException>(() => Find(Finder(isDebian: true, apt: _ => 100)));
        Assert.Equal(
            $"""
            Small could not be had:
              - system folders: {_folder["usr", "datasets", "small"]}: not there or not complete
              - cache: {Cache}: not there
              - Debian package dataset-small: apt-get failed with code 100: E: no
              - download of {_server.BaseUrl}first.gz: the server answered 404 (Not Found)
            What to do: put first.gz, second.gz in a folder and name it with --data FOLDER or STATICNETS_DATA=FOLDER,
            """
            + " or on Debian or Ubuntu run 'sudo apt-get install dataset-small'.",
            error.Message);
    }

    [Fact]
    public async Task Without_a_home_nothing_is_downloaded()
    {
        Serve();
        var error = await Assert.ThrowsAsync<DatasetNotFoundException>(() => Find(Finder(home: "")));
        Assert.Contains("HOME is not set", error.Message);
        Assert.Empty(_server.Requests);
    }

    private void Serve()
    {
        _server.Files["first.gz"] = SmallDataset.CompressedFirst;
        _server.Files["second.gz"] = SmallDataset.CompressedSecond;
    }

    private static Task<DatasetFolder> Find(DatasetFinder finder, string? given = null) =>
        finder.FindAsync(given, TestContext.Current.CancellationToken);

    private DatasetFinder Finder(
        bool isDebian = false, bool isRoot = true, Func<IReadOnlyList<string>, int>? apt = null, string? home = null) =>
        new(SmallDataset.Description)
        {
            Variable = name => _variables.GetValueOrDefault(name),
            UserDataFolder = home ?? _folder["home"],
            SystemDataFolders = [_folder["usr"]],
            BaseUrl = _server.BaseUrl,
            Report = _reports.Add,
            Installer = new DebianPackageInstaller
            {
                IsDebian = () => isDebian,
                IsRoot = () => isRoot,
                DataFolder = _folder["usr"],
                Run = (program, arguments, _) =>
                {
                    _commands.Add($"{program} {string.Join(' ', arguments)}");
                    return Task.FromResult(new DebianPackageInstaller.CommandResult(apt?.Invoke(arguments) ?? 1, "E: no"));
                },
            },
        };
}
