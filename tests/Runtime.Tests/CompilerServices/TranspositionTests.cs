using StaticNets.CompilerServices;
using Xunit;

namespace StaticNets.Tests.CompilerServices;

public sealed class TranspositionTests
{
    public static TheoryData<int, int, int, int> Shapes => new()
    {
        { 1, 1, 1, 1 }, { 4, 4, 4, 4 }, { 3, 5, 5, 3 }, { 16, 784, 784, 16 }, { 10, 16, 16, 10 },
        { 13, 10, 10, 16 }, { 35, 16, 16, 40 }, { 7, 6, 9, 11 }, { 6, 7, 11, 9 }, { 0, 4, 4, 4 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Rows_become_columns_and_nothing_between_is_touched(int rows, int columns, int sourceStride, int destinationStride)
    {
        const float Untouched = -1;
        float[] source = [.. Enumerable.Range(0, Math.Max(1, rows * sourceStride)).Select(i => (float)i)];
        float[] destination = [.. Enumerable.Repeat(Untouched, columns * destinationStride)];

        Transposition.Copy(ref source[0], sourceStride, ref destination[0], destinationStride, rows, columns);

        Assert.All(Enumerable.Range(0, destination.Length), i =>
        {
            var (column, row) = Math.DivRem(i, destinationStride);
            Assert.Equal(row < rows ? source[(row * sourceStride) + column] : Untouched, destination[i]);
        });
    }

    [Fact]
    public void Rows_that_are_too_short_are_refused_before_anything_is_read()
    {
        var packed = new float[16 * 8];
        Assert.Throws<ArgumentOutOfRangeException>(() => Lanes.Pack(new float[(15 * 8) + 7], 8, ref packed[0], 8, 16, 16));
        Assert.Throws<ArgumentOutOfRangeException>(() => Lanes.Unpack(ref packed[0], new float[(15 * 8) + 7], 8, 8, 16, 16));
    }
}
