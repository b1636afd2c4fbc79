using StaticNets.Images;
using Xunit;

namespace StaticNets.Data.Tests;

/// <summary>Sizes are changed as Pillow 9.4 does it with its bilinear filter, up to its rounding between the two passes.</summary>
public sealed class ImageFolderTests : IDisposable
{
    private const int Width = 7, Height = 5;

    private static readonly byte[] Smaller =
    [
        92, 139, 144, 144, 123, 147, 140, 136, 120, 123, 119, 118, 122, 103, 118, 132, 122, 132,
    ];

    private static readonly byte[] Larger =
    [
        0, 25, 53, 82, 111, 140, 169, 197, 222, 23, 51, 83, 116, 149, 181, 152, 134, 162, 56, 89, 126, 161, 186, 224, 128, 60, 92, 89, 126, 169, 174,
        80, 123, 122, 130, 167, 123, 164, 177, 142, 54, 102, 151, 173, 161, 156, 202, 149, 67, 108, 161, 216, 189, 76, 189, 144, 105, 102, 161, 109,
        136, 158, 134, 212, 95, 73, 136, 199, 63, 69, 132, 186, 91, 116, 144, 173, 202, 231, 117, 32, 57, 114, 142, 174, 182, 128, 160, 113, 81, 109,
        147, 169, 201, 186, 37, 75, 113, 146, 167, 180, 100, 84, 110, 91, 134, 178, 162, 82, 214, 85, 48, 96, 145, 131, 162, 152, 76, 247, 122, 91,
        145, 199, 66, 67, 115, 151, 136, 112, 134, 161, 108, 80, 115, 126, 81, 47, 101, 164, 170, 34, 97, 160, 138, 21, 182, 207, 122, 8, 37, 66, 95,
        123, 148, 205, 158, 90, 42, 75, 107, 140, 135, 88, 222, 94, 52, 91, 128, 154, 188, 146, 18, 95, 79, 95, 139, 182, 89, 93, 109, 93, 49, 90,
        139, 170, 156, 68, 77, 126, 167, 82, 128, 182, 183, 50, 91, 142, 195, 242, 115, 166, 161, 115, 87, 146, 126, 121, 172, 138, 192, 141, 62,
        125, 188, 109, 58, 112,
    ];

    private static readonly byte[] Cropped =
    [
        59, 109, 156, 157, 136, 158, 157, 109, 178, 101, 115, 187, 97, 132, 111, 126, 150, 173, 183, 85, 128, 124, 98, 157, 67, 130, 119, 131, 129,
        143, 85, 142, 138, 35, 82, 127, 73, 128, 127, 138, 138, 159, 86, 124, 171, 95, 149, 101,
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pictures_become_smaller_larger_and_are_cropped()
    {
        var path = _folder.Write("picture.bmp", Bitmap());
        Near(Smaller, ImageFile.ReadBytes(path, new ImageSize(3, 2, 3, ImageFit.Stretch)));
        Near(Larger, ImageFile.ReadBytes(path, new ImageSize(3, 8, 9, ImageFit.Stretch)));
        Near(Cropped, ImageFile.ReadBytes(path, new ImageSize(3, 4, 4)));
    }

    [Fact]
    public void A_picture_of_the_right_size_stays_as_it_is_channels_first()
    {
        var values = ImageFile.Read(_folder.Write("picture.bmp", Bitmap()), new ImageSize(3, Height, Width));
        for (var i = 0; i < values.Length; i++)
            Assert.Equal(Pixel(i / (Width * Height), i / Width % Height, i % Width) / 255f, values[i]);
        Assert.Equal(Width * Height, ImageFile.Read(_folder.Write("picture.bmp", Bitmap()), new ImageSize(1, Height, Width)).Length);
    }

    [Fact]
    public void Folders_are_classes()
    {
        foreach (var name in new[] { "train/dog/b.bmp", "train/dog/a.BMP", "train/cat/z.bmp", "train/.hidden/x.bmp", "test/dog/q.bmp" })
            _folder.Write(name, Bitmap());
        _folder.Write("train/dog/notes.txt", "no picture");
        var size = new ImageSize(3, 2, 3, ImageFit.Stretch);
        var training = ImageFolder.Read(Path.Combine(_folder.Path, "train"), size);
        Assert.Equal(["cat", "dog"], training.Classes);
        Assert.Equal(["z.bmp", "a.BMP", "b.bmp"], training.Files.Select(Path.GetFileName));
        var (labels, values) = (new int[3], new float[3 * size.Size]);
        training.Data.Labels!.Copy(0, 3, labels);
        training.Data.Inputs[0].Values!.Copy(0, 3, values);
        Assert.Equal([0, 1, 1], labels);
        Assert.Equal(ImageFile.Read(training.Files[2], size), values[(2 * size.Size)..]);
        var test = ImageFolder.Read(Path.Combine(_folder.Path, "test"), size, training.Classes);
        test.Data.Labels!.Copy(0, 1, labels.AsSpan(0, 1));
        Assert.Equal(1, labels[0]);
        Assert.Contains(
            "'dog', which is none", Assert.Throws<InvalidDataException>(() => ImageFolder.Read(Path.Combine(_folder.Path, "test"), size, ["cat"])).Message);
    }

    [Fact]
    public void What_is_no_picture_is_named()
    {
        var size = new ImageSize(3, 2, 3);
        var text = _folder.Write("a/not.png", "text");
        Assert.Contains("not.png is no picture", Assert.Throws<InvalidDataException>(() => ImageFile.Read(text, size)).Message);
        var cut = _folder.Write("b/cut.bmp", Bitmap()[..20]);
        Assert.Contains("cut.bmp", Assert.Throws<InvalidDataException>(() => ImageFile.Read(cut, size)).Message);
        Assert.Contains("no folder with a picture", Assert.Throws<InvalidDataException>(() => ImageFolder.Read(Path.GetDirectoryName(text)!, size)).Message);
        Assert.Throws<ArgumentOutOfRangeException>("Channels", () => ImageFile.Read(text, new ImageSize(2, 1, 1)));
        Assert.Throws<ArgumentOutOfRangeException>("Height", () => ImageFile.Read(text, new ImageSize(1, 0, 1)));
        Assert.Throws<DirectoryNotFoundException>(() => ImageFolder.Read(Path.Combine(_folder.Path, "none"), size));
    }

    private static byte Pixel(int channel, int y, int x) => (byte)(x * 37 + y * 53 + channel * 91 + x * y * 11);

    /// <summary>24 bits, rows from the bottom and padded to four bytes, blue first.</summary>
    private static byte[] Bitmap()
    {
        const int row = (Width * 3 + 3) / 4 * 4;
        var file = new byte[54 + row * Height];
        (file[0], file[1], file[10], file[14], file[26], file[28]) = ((byte)'B', (byte)'M', 54, 40, 1, 24);
        BitConverter.TryWriteBytes(file.AsSpan(2), file.Length);
        BitConverter.TryWriteBytes(file.AsSpan(18), Width);
        BitConverter.TryWriteBytes(file.AsSpan(22), Height);
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                for (var channel = 0; channel < 3; channel++)
                    file[54 + (Height - 1 - y) * row + x * 3 + 2 - channel] = Pixel(channel, y, x);
            }
        }

        return file;
    }

    private static void Near(byte[] expected, byte[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= 1, $"element {i} is {actual[i]} instead of {expected[i]}");
    }
}
