using System.Buffers.Binary;

namespace StaticNets.Samples.Tests;

/// <summary>Images of Fashion-MNIST's kind that are made up: bright bars, whose place is their class.</summary>
internal static class BarImages
{
    private const int Side = 28, ImageHeader = 16, LabelHeader = 8, Classes = 10;

    public static void Write(TemporaryFolder folder, string images, string labels, int count)
    {
        var pixels = new byte[ImageHeader + count * Side * Side];
        var classes = new byte[LabelHeader + count];
        Header(pixels, 0x803, count, Side, Side);
        Header(classes, 0x801, count);
        for (var index = 0; index < count; index++)
        {
            classes[LabelHeader + index] = (byte)(index % Classes);
            pixels.AsSpan(ImageHeader + index * Side * Side + index % Classes * 2 * Side + Side, 2 * Side).Fill((byte)(155 + index % 100));
        }

        File.WriteAllBytes(folder[images], pixels);
        File.WriteAllBytes(folder[labels], classes);
    }

    private static void Header(byte[] file, params int[] numbers)
    {
        for (var index = 0; index < numbers.Length; index++)
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4 * index), numbers[index]);
    }
}
