using StaticNets.Samples.Datasets;
using Xunit;

namespace StaticNets.Samples.Tests;

public sealed class ResumableDownloadTests : IDisposable
{
    private readonly FileServer _server = new();
    private readonly TemporaryFolder _folder = new();
    private readonly ResumableDownload _download = new() { Pause = TimeSpan.FromMilliseconds(1), Silence = TimeSpan.FromSeconds(5), Attempts = 3 };

    public ResumableDownloadTests() => _server.Files["first.gz"] = SmallDataset.CompressedFirst;

    private Uri Address => new(_server.BaseUrl, "first.gz");

    private string Target => _folder["first.gz"];

    private string Part => _folder["first.gz.part"];

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_file_arrives_under_its_name_and_leaves_nothing_else()
    {
        await Get();
        Assert.Equal(SmallDataset.CompressedFirst, await File.ReadAllBytesAsync(Target, TestContext.Current.CancellationToken));
        Assert.Equal([Target], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_broken_connection_is_continued_where_it_broke()
    {
        _server.BreakOffs.Enqueue(40_000);
        _server.BreakOffs.Enqueue(7);
        await Get();
        Assert.Equal(SmallDataset.CompressedFirst, await File.ReadAllBytesAsync(Target, TestContext.Current.CancellationToken));
        Assert.Equal([null, 40_000, 40_007], _server.Requests.Select(request => request.From));
    }

    [Fact]
    public async Task A_later_run_continues_what_an_earlier_one_left()
    {
        foreach (var _ in Enumerable.Range(0, 3))
            _server.BreakOffs.Enqueue(1000);
        var error = await Assert.ThrowsAsync<IOException>(Get);
        Assert.Contains("failed 3 times", error.Message);
        Assert.False(File.Exists(Target));
        Assert.Equal(3000, new FileInfo(Part).Length);

        await Get();
        Assert.Equal(3000, _server.Requests[^1].From);
        Assert.Equal([Target], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_server_that_ignores_ranges_sends_the_whole_file_again()
    {
        _server.IgnoresRange = true;
        _server.BreakOffs.Enqueue(50_000);
        await Get();
        Assert.Equal(SmallDataset.CompressedFirst, await File.ReadAllBytesAsync(Target, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_complete_part_of_an_earlier_run_only_gets_its_name()
    {
        await File.WriteAllBytesAsync(Part, SmallDataset.CompressedFirst, TestContext.Current.CancellationToken);
        await Get();
        Assert.Equal([Target], Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(500_000)]
    public async Task Wrong_bytes_of_an_earlier_run_are_thrown_away(int length)
    {
        await File.WriteAllBytesAsync(Part, new byte[length], TestContext.Current.CancellationToken);
        await Get();
        Assert.Equal(SmallDataset.CompressedFirst, await File.ReadAllBytesAsync(Target, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Wrong_contents_are_refused_and_leave_no_file()
    {
        _server.Files["first.gz"] = SmallDataset.CompressedSecond;
        var error = await Assert.ThrowsAsync<IOException>(Get);
        Assert.Contains("SHA-256", error.Message);
        Assert.Contains(SmallDataset.FirstFile.Sha256, error.Message);
        Assert.Empty(Directory.GetFiles(_folder.Path));
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task A_page_instead_of_the_file_is_refused()
    {
        _server.Files["first.gz"] = "<html>Please log in</html>"u8.ToArray();
        var error = await Assert.ThrowsAsync<IOException>(Get);
        Assert.Contains("not a complete gzip file", error.Message);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_file_that_decompresses_to_too_much_is_refused_early()
    {
        _server.Files["first.gz"] = SmallDataset.Compress(new byte[50_000_000]);
        var error = await Assert.ThrowsAsync<IOException>(Get);
        Assert.Contains("more than the 100000 bytes", error.Message);
    }

    [Fact]
    public async Task A_missing_file_is_not_asked_for_again()
    {
        _server.Files.Clear();
        var error = await Assert.ThrowsAsync<IOException>(Get);
        Assert.Contains("404", error.Message);
        Assert.Single(_server.Requests);
        Assert.False(File.Exists(Target));
    }

    [Fact]
    public async Task An_overloaded_server_is_asked_again()
    {
        _server.Status = 503;
        var error = await Assert.ThrowsAsync<IOException>(Get);
        Assert.Contains("503", error.Message);
        Assert.Equal(3, _server.Requests.Count);
    }

    [Fact]
    public async Task A_server_that_falls_silent_is_left()
    {
        _server.IsSilent = true;
        var download = new ResumableDownload { Attempts = 1, Silence = TimeSpan.FromMilliseconds(200) };
        var error = await Assert.ThrowsAsync<IOException>(
            () => download.GetAsync(Address, SmallDataset.FirstFile, _folder.Path, TestContext.Current.CancellationToken));
        Assert.Contains("silent for 0.2 seconds", error.Message);
    }

    [Fact]
    public async Task Cancelling_keeps_what_arrived()
    {
        using var cancel = new CancellationTokenSource();
        var download = new ResumableDownload { Pause = TimeSpan.FromMinutes(1), Progress = _ => cancel.CancelAfter(100) };
        _server.BreakOffs.Enqueue(2000);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => download.GetAsync(Address, SmallDataset.FirstFile, _folder.Path, cancel.Token));
        Assert.Equal(2000, new FileInfo(Part).Length);
    }

    private Task Get() => _download.GetAsync(Address, SmallDataset.FirstFile, _folder.Path, TestContext.Current.CancellationToken);
}
