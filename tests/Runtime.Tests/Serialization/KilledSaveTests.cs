using System.Diagnostics;
using System.Globalization;
using StaticNets.Tests.Saving;
using Xunit;

namespace StaticNets.Tests.Serialization;

/// <summary>What a process leaves that gets no chance to clean up.</summary>
public sealed class KilledSaveTests
{
    /// <summary>Processes, and how long each saves before it is killed, at most. A save takes about a millisecond.</summary>
    private const int Kills = 10, MostMicroseconds = 20_000;

    [Fact]
    public void A_process_killed_while_it_saves_leaves_the_old_file_or_the_new_one_and_the_next_save_cleans_up()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux is known to kill a process between any two instructions.");
        using var folder = new TemporaryFolder();
        var random = new Random(1);
        var (path, saved, abandoned) = (folder.File("set"), 0, 0);
        for (var i = 0; i < Kills; i++)
        {
            saved = SaveAndKill(path, saved + 1, TimeSpan.FromMicroseconds(random.Next(MostMicroseconds)));
            var found = EqualParameters.Load(path);
            Assert.InRange(found, saved, saved + 1);
            Assert.InRange(folder.Names().Length, 1, 2);
            abandoned += folder.Names().Length - 1;
            saved = found;
        }

        Assert.True(abandoned > 0, "No process was killed while it wrote, which says nothing.");
        EqualParameters.Of(saved).Save(path);
        Assert.Equal(["set"], folder.Names());
    }

    /// <summary>Has another process save until it is killed, at the earliest after its first save.</summary>
    /// <returns>The number of the last save that it knew to be done.</returns>
    private static int SaveAndKill(string path, int first, TimeSpan time)
    {
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "saver.dll"), path, first.ToString(CultureInfo.InvariantCulture)];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        try
        {
            Assert.Equal(arguments[2], process.StandardOutput.ReadLine());
            Thread.Sleep(time);
        }
        finally
        {
            process.Kill();
        }

        var rest = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        const int killed = 128 + 9;
        Assert.Equal(killed, process.ExitCode);
        return int.Parse(rest.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? arguments[2], CultureInfo.InvariantCulture);
    }
}
