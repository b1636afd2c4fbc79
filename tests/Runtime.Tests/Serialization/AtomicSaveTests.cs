using StaticNets.Tests.Parameters;
using Xunit;

namespace StaticNets.Tests.Serialization;

public sealed class AtomicSaveTests
{
    [Fact]
    public void A_save_that_fails_half_way_leaves_the_old_file_and_no_other()
    {
        using var folder = new TemporaryFolder();
        Layouts.Numbered().Save(folder.File("set"));
        var old = File.ReadAllBytes(folder.File("set"));
        var written = new SafetensorsTensor("a", [1_000_000], new float[1_000_000]);
        var broken = new SafetensorsTensor("b", [1], _ => throw new IOException("no more"));
        Assert.Throws<IOException>(() => Safetensors.Write(folder.File("set"), [written, broken]));
        Assert.Equal(old, File.ReadAllBytes(folder.File("set")));
        Assert.Equal(["set"], folder.Names());
    }

    [Fact]
    public void The_file_is_the_old_one_until_the_new_one_is_whole()
    {
        using var folder = new TemporaryFolder();
        Safetensors.Write(folder.File("set"), [new SafetensorsTensor("a", [1], [1f])]);
        Safetensors.Write(folder.File("set"), [new SafetensorsTensor("a", [1], destination =>
        {
            Assert.Equal(1, Read(folder.File("set")));
            Assert.Equal(2, folder.Names().Length);
            destination[0] = 2;
        })]);
        Assert.Equal(2, Read(folder.File("set")));
        Assert.Equal(["set"], folder.Names());

        static float Read(string path)
        {
            using var file = SafetensorsFile.Open(path);
            var value = new float[1];
            file.Read("a", value);
            return value[0];
        }
    }

    [Fact]
    public void A_file_that_is_being_read_can_be_replaced()
    {
        using var folder = new TemporaryFolder();
        Layouts.Numbered().Save(folder.File("set"));
        using var file = SafetensorsFile.Open(folder.File("set"));
        new ParameterSet(Layouts.Padded).Save(folder.File("set"));
        var values = new float[1];
        file.Read("scale", values);
        Assert.Equal([12], values);
    }

    [Fact]
    public void Saving_where_no_file_can_be_is_an_error_without_remains()
    {
        using var folder = new TemporaryFolder();
        var absent = Path.Combine(folder.File("absent"), "set");
        var missing = Assert.Throws<DirectoryNotFoundException>(() => Layouts.Numbered().Save(absent));
        Assert.Contains(absent, missing.Message);
        Assert.DoesNotContain(".tmp", missing.Message);
        Directory.CreateDirectory(folder.File("set"));
        Refused(folder.File("set"), "a folder");
        Refused(folder.File("other") + "/", "the name of a folder");
        Assert.Empty(folder.Names());
        Layouts.Numbered().Save(folder.File("plain"));
        Assert.Throws<DirectoryNotFoundException>(() => Layouts.Numbered().Save(Path.Combine(folder.File("plain"), "set")));
        Assert.Throws<ArgumentException>("path", () => Layouts.Numbered().Save(""));
        Assert.Throws<ArgumentNullException>("path", () => Layouts.Numbered().Save(null!));
    }

    [Fact]
    public void A_symbolic_link_stays_and_the_file_behind_it_is_replaced()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("real"));
        Directory.CreateDirectory(folder.File("links"));
        Directory.CreateSymbolicLink(folder.File("folder"), "links");
        var (target, absent) = (Path.Combine(folder.File("real"), "set"), Path.Combine(folder.File("real"), "new"));
        File.WriteAllText(target, "old");
        File.CreateSymbolicLink(Path.Combine(folder.File("links"), "direct"), "../real/set");
        File.CreateSymbolicLink(folder.File("link"), "folder/direct");
        File.CreateSymbolicLink(folder.File("dangling"), "real/new");
        File.CreateSymbolicLink(folder.File("loop"), "loop");

        Layouts.Numbered().Save(folder.File("link"));
        Layouts.Numbered().Save(folder.File("dangling"));
        Assert.Equal("folder/direct", new FileInfo(folder.File("link")).LinkTarget);
        Assert.Equal("real/new", new FileInfo(folder.File("dangling")).LinkTarget);
        Assert.Null(new FileInfo(target).LinkTarget);
        Assert.Equal(File.ReadAllBytes(absent), File.ReadAllBytes(target));
        new ParameterSet(Layouts.Padded).Load(folder.File("link"));
        Assert.Equal(["new", "set"], Directory.GetFiles(folder.File("real")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains(folder.File("loop"), Assert.ThrowsAny<IOException>(() => Layouts.Numbered().Save(folder.File("loop"))).Message);
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead)]
    public void The_mode_stays(UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("set"), "old");
        File.SetUnixFileMode(folder.File("set"), mode);
        Layouts.Numbered().Save(folder.File("set"));
        Assert.Equal(mode, File.GetUnixFileMode(folder.File("set")));
        new ParameterSet(Layouts.Padded).Load(folder.File("set"));
    }

    [Fact]
    public void The_file_is_not_readable_for_others_while_it_is_written()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("set"), "old");
        File.SetUnixFileMode(folder.File("set"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var modes = new List<UnixFileMode>();
        Safetensors.Write(folder.File("set"), [new SafetensorsTensor("a", [1], _ =>
        {
            foreach (var name in folder.Names())
                modes.Add(OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(folder.File(name)));
        })]);
        Assert.Equal([UnixFileMode.UserRead | UnixFileMode.UserWrite, UnixFileMode.UserRead | UnixFileMode.UserWrite], modes);
    }

    [Fact]
    public void A_read_only_file_is_refused_by_whomever()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("set"), "old");
        File.SetAttributes(folder.File("set"), FileAttributes.ReadOnly);
        Refused(folder.File("set"), "read-only");
        Assert.Equal("old", File.ReadAllText(folder.File("set")));
        Assert.Equal(["set"], folder.Names());
        File.SetAttributes(folder.File("set"), FileAttributes.Normal);
    }

    [Fact]
    public void What_is_no_regular_file_is_not_replaced()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Devices and pipes have other names elsewhere.");
        using var folder = new TemporaryFolder();
        MakePipe(folder.File("pipe"));
        File.CreateSymbolicLink(folder.File("link"), "/dev/full");
        Refused("/dev/full", "a device");
        Refused(folder.File("link"), "a device");
        Refused(folder.File("pipe"), "a named pipe");
        var before = File.GetLastWriteTimeUtc(folder.File("pipe"));
        Assert.Throws<IOException>(() => StaticNets.Data.Text.Vocabulary.Letters.Save(folder.File("pipe")));
        Assert.Equal(before, File.GetLastWriteTimeUtc(folder.File("pipe")));
        Assert.Equal("/dev/full", new FileInfo(folder.File("link")).LinkTarget);
    }

    [Fact]
    public void Reading_what_is_no_regular_file_is_a_clear_error_at_once()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Devices and pipes have other names elsewhere.");
        using var folder = new TemporaryFolder();
        MakePipe(folder.File("pipe"));
        Directory.CreateDirectory(folder.File("folder"));
        foreach (var (path, what) in new[] { (folder.File("pipe"), "a named pipe"), (folder.File("folder"), "a folder"), ("/dev/zero", "a device") })
        {
            foreach (var read in new Action[]
            {
                () => SafetensorsFile.Open(path), () => new ParameterSet(Layouts.Padded).Load(path), () => StaticNets.Data.Text.Vocabulary.Load(path),
                () => StaticNets.Data.IdxFile.Read(path), () => StaticNets.Data.Text.TextFile.Read(path),
            })
            {
                Assert.Equal($"{path} cannot be read: it is {what}, but a file is needed.", Assert.Throws<IOException>(read).Message);
            }
        }

        Assert.Contains(folder.File("absent"), Assert.Throws<FileNotFoundException>(() => SafetensorsFile.Open(folder.File("absent"))).Message);
    }

    [Fact]
    public void What_a_killed_save_left_is_removed_by_the_next_and_what_is_being_written_is_not()
    {
        using var folder = new TemporaryFolder();
        string[] others =
        [
            "set.tmp",
            "set.0123456789abcdef.tmp",
            $"other.{Guid.NewGuid():N}.tmp",
            $"set.{Guid.NewGuid():N}.tmp.old",
            $"set.{Guid.NewGuid():N}"
        ];
        foreach (var name in others)
            File.WriteAllText(folder.File(name), "");
        for (var i = 0; i < 4; i++)
            File.WriteAllText(folder.File($"set.{Guid.NewGuid():N}.tmp"), "abandoned");
        string[] written = [];
        Safetensors.Write(folder.File("set"), [new SafetensorsTensor("a", [1], _ =>
        {
            // Another save of the same file, from beginning to end.
            Layouts.Numbered().Save(folder.File("set"));
            written = [.. folder.Names().Except(others)];
        })]);
        Assert.Equal(2, written.Length);
        Assert.Equal([.. others.Append("set").Order(StringComparer.Ordinal)], folder.Names());
        using var file = SafetensorsFile.Open(folder.File("set"));
        Assert.Equal(["a F32 1"], file.Tensors.Select(tensor => tensor.ToString()));
    }

    [Fact]
    public async Task Saves_of_one_file_from_many_threads_all_succeed()
    {
        using var folder = new TemporaryFolder();
        var set = Layouts.Numbered();
        set.Save(folder.File("set"));
        using var stop = new CancellationTokenSource();
        var reading = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
                new ParameterSet(Layouts.Padded).Load(folder.File("set"));
        });
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 50; i++)
                set.Save(folder.File("set"));
        })));
        await stop.CancelAsync();
        await reading;
        Assert.Equal(["set"], folder.Names());
    }

    /// <summary>As a save that looks for abandoned files does when the one it has just opened takes its place.</summary>
    [Fact]
    public async Task File_that_is_locked_for_a_moment_is_read()
    {
        using var folder = new TemporaryFolder();
        Layouts.Numbered().Save(folder.File("set"));
        var holder = File.OpenHandle(folder.File("set"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var reading = Task.Run(() => new ParameterSet(Layouts.Padded).Load(folder.File("set")));
        await Task.Delay(10, TestContext.Current.CancellationToken);
        holder.Dispose();
        await reading;
    }

    [Fact]
    public void File_that_stays_locked_is_an_error()
    {
        using var folder = new TemporaryFolder();
        Layouts.Numbered().Save(folder.File("set"));
        using var holder = File.OpenHandle(folder.File("set"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.Throws<IOException>(() => new ParameterSet(Layouts.Padded).Load(folder.File("set")));
    }

    private static void MakePipe(string path)
    {
        using var process = System.Diagnostics.Process.Start("mkfifo", path);
        process.WaitForExit();
    }

    private static void Refused(string path, string why)
    {
        var error = Assert.Throws<IOException>(() => Layouts.Numbered().Save(path));
        Assert.StartsWith($"{path} cannot be written: ", error.Message);
        Assert.Contains(why, error.Message);
        Assert.DoesNotContain(".tmp", error.Message);
    }
}
