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
        Assert.Throws<DirectoryNotFoundException>(() => Layouts.Numbered().Save(Path.Combine(folder.File("absent"), "set")));
        Directory.CreateDirectory(folder.File("set"));
        Assert.ThrowsAny<Exception>(() => Layouts.Numbered().Save(folder.File("set")));
        Assert.Empty(folder.Names());
    }
}
