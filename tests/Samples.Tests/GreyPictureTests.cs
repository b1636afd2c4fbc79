using SkiaSharp;
using StaticNets.Samples.Pictures;
using Xunit;

namespace StaticNets.Samples.Tests;

public sealed class GreyPictureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string PicturePath => _folder["picture.png"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_picture_of_the_right_size_is_taken_as_it_is()
    {
        Write(28, 28, SKColorType.Gray8, (x, y) => Grey(x > 3 && y > 3 && x < 24 && y < 24 ? 10 * x : 0));
        var values = GreyPicture.Read(PicturePath, 28);
        Assert.Equal(28 * 28, values.Length);
        Assert.Equal(0, values[0]);
        Assert.Equal(100 / 255f, values[12 * 28 + 10], 1e-6f);
    }

    [Fact]
    public void Dark_on_light_is_inverted()
    {
        Write(28, 28, SKColorType.Gray8, (x, y) => Grey(x == 5 && y == 6 ? 55 : 255));
        var values = GreyPicture.Read(PicturePath, 28);
        Assert.Equal(0, values[0]);
        Assert.Equal(200 / 255f, values[6 * 28 + 5], 1e-6f);
    }

    [Fact]
    public void Transparent_ground_counts_as_white()
    {
        Write(28, 28, SKColorType.Rgba8888, (x, y) => x == 5 && y == 6 ? new SKColor(0, 0, 0) : new SKColor(0, 0, 0, 0));
        var values = GreyPicture.Read(PicturePath, 28);
        Assert.Equal(0, values[0]);
        Assert.Equal(1, values[6 * 28 + 5]);
    }

    [Fact]
    public void Colours_become_grey_by_their_brightness()
    {
        Write(28, 28, SKColorType.Rgba8888, (x, y) => x != 14 ? SKColors.Black : y < 14 ? new SKColor(0, 255, 0) : new SKColor(0, 0, 255));
        var values = GreyPicture.Read(PicturePath, 28);
        Assert.Equal(0.587f, values[5 * 28 + 14], 0.01f);
        Assert.Equal(0.114f, values[20 * 28 + 14], 0.01f);
    }

    [Fact]
    public void A_large_picture_is_averaged()
    {
        Write(84, 84, SKColorType.Gray8, (x, y) => Grey(x / 3 == 10 && y / 3 == 11 && x % 3 == 1 ? 255 : 0));
        var values = GreyPicture.Read(PicturePath, 28);
        Assert.Equal(1 / 3f, values[11 * 28 + 10], 1e-5f);
        Assert.Equal(1 / 3f, values.Sum(), 1e-5f);
    }

    [Theory]
    [InlineData(100, 37)]
    [InlineData(13, 29)]
    [InlineData(1, 1)]
    [InlineData(3, 500)]
    public void Any_size_becomes_a_square_with_black_beside(int width, int height)
    {
        Write(width, height, SKColorType.Gray8, (x, y) => Grey(100));
        var values = GreyPicture.Read(PicturePath, 28);
        Assert.Equal(28 * 28, values.Length);
        Assert.All(values, value => Assert.InRange(value, 0, 100 / 255f + 1e-5f));
        Assert.Equal(100 / 255f * Math.Min(width, height) / Math.Max(width, height), values.Average(), 1e-3f);
    }

    [Theory]
    [InlineData(new byte[] { 0xff, 0xd8, 0xff, 0xe0 }, "is not a PNG picture but JPEG")]
    [InlineData(new byte[] { 71, 73, 70, 56 }, "is not a PNG picture but GIF")]
    [InlineData(new byte[] { }, "is not a PNG picture: it is empty")]
    [InlineData(new byte[] { 1, 2, 3 }, "is not a PNG picture.")]
    [InlineData(new byte[] { 0x89, 80, 78, 71, 13, 10, 26, 10, 0 }, "damaged PNG picture: it ends after 9 bytes")]
    public void Another_file_is_refused_with_a_reason(byte[] contents, string reason)
    {
        File.WriteAllBytes(PicturePath, contents);
        var error = Assert.Throws<InvalidDataException>(() => GreyPicture.Read(PicturePath, 28));
        Assert.Contains(PicturePath, error.Message);
        Assert.Contains(reason, error.Message);
    }

    [Fact]
    public void A_picture_that_claims_to_be_huge_is_refused()
    {
        Write(28, 28, SKColorType.Gray8, (x, y) => Grey(0));
        var bytes = File.ReadAllBytes(PicturePath);
        bytes[16] = 0x7f;
        File.WriteAllBytes(PicturePath, bytes);
        Assert.Contains("1 to 8192", Assert.Throws<InvalidDataException>(() => GreyPicture.Read(PicturePath, 28)).Message);
    }

    [Fact]
    public void A_cut_picture_is_refused_at_any_length()
    {
        Write(28, 28, SKColorType.Rgba8888, (x, y) => new SKColor((byte)(x * 9), (byte)(y * 9), (byte)(x * y)));
        var bytes = File.ReadAllBytes(PicturePath);
        for (var length = 33; length < bytes.Length / 2; length += 7)
        {
            File.WriteAllBytes(PicturePath, bytes[..length]);
            Assert.Throws<InvalidDataException>(() => GreyPicture.Read(PicturePath, 28));
        }
    }

    private static SKColor Grey(int value) => new((byte)value, (byte)value, (byte)value);

    private void Write(int width, int height, SKColorType type, Func<int, int, SKColor> colour)
    {
        using var bitmap = new SKBitmap(width, height, type, type == SKColorType.Gray8 ? SKAlphaType.Opaque : SKAlphaType.Unpremul);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                bitmap.SetPixel(x, y, colour(x, y));
        }

        using var file = File.Create(PicturePath);
        bitmap.Encode(file, SKEncodedImageFormat.Png, 100);
    }
}
