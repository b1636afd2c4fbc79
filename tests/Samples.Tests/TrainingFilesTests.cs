using StaticNets.Samples.TrainingProgram;
using Xunit;

namespace StaticNets.Samples.Tests;

public sealed class TrainingFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_name_that_can_be_written_leaves_nothing_behind()
    {
        TrainingFiles.CheckWritable(_folder["x.safetensors"]);
        TrainingFiles.CheckWritable(_folder["x"]);
        TrainingFiles.CheckWritable("x.safetensors");
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
        File.WriteAllText(_folder["x.safetensors"], "earlier weights");
        TrainingFiles.CheckWritable(_folder["x.safetensors"]);
        Assert.Equal("earlier weights", File.ReadAllText(Assert.Single(Directory.GetFileSystemEntries(_folder.Path))));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named() =>
        Refused($"--save needs a folder that is there, but there is no {_folder["no", "such"]}.", _folder["no", "such", "x.safetensors"]);

    [Fact]
    public void A_folder_is_no_name_of_a_file()
    {
        Refused("--save needs the name of a file, but . is a folder.", ".");
        Refused($"--save needs the name of a file, but {_folder.Path} is a folder.", _folder.Path);
        Refused("--save needs the name of a file, but no/such/ names a folder.", "no/such/");
        Directory.CreateDirectory(_folder["x.log.json"]);
        Refused($"--save needs the name of a file, but {_folder["x.log.json"]} is a folder.", _folder["x.safetensors"]);
    }

    [Fact]
    public void What_is_no_regular_file_or_may_not_be_written_is_refused_before_the_training()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Devices have other names elsewhere.");
        Refused("--save needs files that can be written, but /dev/full cannot be written: it is a device", "/dev/full");
        File.WriteAllText(_folder["x.log.json"], "");
        File.SetAttributes(_folder["x.log.json"], FileAttributes.ReadOnly);
        Refused($"--save needs files that can be written, but {_folder["x.log.json"]} cannot be written: it is read-only", _folder["x.safetensors"]);
        Assert.Equal(
            "--load needs a file, but /dev/zero is a device.", Assert.Throws<IOException>(() => TrainingFiles.CheckReadable("--load", "/dev/zero")).Message);
    }

    [Fact]
    public void A_name_too_long_for_the_file_system_is_refused() => Refused(
        $"--save needs a folder that can be written to, but {_folder.Path} does not take {new string('x', 230)}.checkpoint.safetensors: ",
        _folder[new string('x', 230) + ".safetensors"]);

    private static void Refused(string message, string weights) =>
        Assert.StartsWith(message, Assert.ThrowsAny<IOException>(() => TrainingFiles.CheckWritable(weights)).Message);
}
