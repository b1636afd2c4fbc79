using StaticNets.Data;
using Xunit;

namespace StaticNets.Tests.Data;

public sealed class ColumnTests
{
    [Fact]
    public void Bytes_are_divided_to_the_bit_at_every_length()
    {
        for (var length = 0; length < 70; length++)
        {
            using var bytes = new GuardedMemory<byte>(length);
            using var floats = new GuardedMemory<float>(length);
            for (var i = 0; i < length; i++)
                bytes.Span[i] = (byte)(255 - 37 * i);
            ByteValueColumn.Divide(bytes.Span, 255, floats.Span);
            for (var i = 0; i < length; i++)
                Assert.Equal(bytes.Span[i] / 255f, floats.Span[i]);
        }
    }

    [Fact]
    public void All_256_bytes_are_divided_to_the_bit()
    {
        var column = Column.OfBytes([.. Enumerable.Range(0, 256).Select(i => (byte)i)], 256);
        var values = new float[256];
        column.Copy([0], values);
        Assert.Equal(Enumerable.Range(0, 256).Select(i => i / 255f), values);
    }

    [Fact]
    public void Rows_are_gathered_in_the_order_asked_for()
    {
        var values = new float[6];
        Column.OfValues([1, 2, 3, 4, 5, 6, 7, 8], 2).Copy([3, 0, 3], values);
        Assert.Equal([7, 8, 1, 2, 7, 8], values);
        Column.OfBytes([1, 2, 3, 4, 5, 6, 7, 8], 2, divisor: 2).Copy([3, 0, 3], values);
        Assert.Equal([3.5f, 4, 0.5f, 1, 3.5f, 4], values);
        var indices = new int[3];
        Column.OfIndices([10, 11, 12]).Copy([2, 2, 0], indices);
        Assert.Equal([12, 12, 10], indices);
        Column.OfIndices(new byte[] { 10, 11, 255 }).Copy([2, 2, 0], indices);
        Assert.Equal([255, 255, 10], indices);
    }

    [Fact]
    public void Consecutive_rows_and_slices_agree_with_gathering()
    {
        Column<float>[] columns =
        [
            Column.OfValues([.. Enumerable.Range(0, 30).Select(i => (float)i)], 3),
            Column.OfBytes([.. Enumerable.Range(0, 30).Select(i => (byte)i)], 3),
        ];
        foreach (var column in columns)
        {
            var (range, gathered, sliced) = (new float[12], new float[12], new float[12]);
            column.Copy(5, 4, range);
            column.Copy([5, 6, 7, 8], gathered);
            var slice = column.Slice(2, 8).Slice(1, 6);
            slice.Copy(2, 4, sliced);
            Assert.Equal(gathered, range);
            Assert.Equal(gathered, sliced);
            Assert.Equal((6, 3), (slice.Count, slice.Width));
            Assert.Throws<ArgumentOutOfRangeException>("rows", () => slice.Copy([6], new float[3]));
        }
    }

    [Fact]
    public void Rows_that_do_not_exist_are_errors()
    {
        var column = Column.OfValues(new float[6], 2);
        Assert.Throws<ArgumentOutOfRangeException>("rows", () => column.Copy([3], new float[2]));
        Assert.Throws<ArgumentOutOfRangeException>("rows", () => column.Copy([-1], new float[2]));
        Assert.Throws<ArgumentOutOfRangeException>("first", () => column.Copy(4, 0, []));
        Assert.Throws<ArgumentOutOfRangeException>("first", () => column.Copy(-1, 1, new float[2]));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => column.Copy(2, 2, new float[4]));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => column.Slice(1, int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => column.Slice(1, -1));
        column.Copy(3, 0, []);
    }

    [Fact]
    public void A_destination_of_another_length_is_an_error()
    {
        var column = Column.OfBytes(new byte[6], 2);
        Assert.Throws<ArgumentException>("destination", () => column.Copy([0, 1], new float[3]));
        Assert.Throws<ArgumentException>("destination", () => column.Copy([0, 1], new float[5]));
        Assert.Throws<ArgumentException>("destination", () => column.Copy(0, 2, new float[5]));
    }

    [Fact]
    public void Arrays_must_be_whole_rows()
    {
        Assert.Throws<ArgumentException>("values", () => Column.OfValues(new float[7], 2));
        Assert.Throws<ArgumentOutOfRangeException>("width", () => Column.OfIndices(new int[7], 0));
        Assert.Throws<ArgumentOutOfRangeException>("divisor", () => Column.OfBytes(new byte[2], 2, 0));
        Assert.Throws<ArgumentOutOfRangeException>("divisor", () => Column.OfBytes(new byte[2], 2, float.NaN));
    }

    [Fact]
    public void Copying_allocates_nothing()
    {
        var images = Column.OfBytes(new byte[100 * 784], 784).Slice(10, 80);
        var labels = Column.OfIndices(new byte[100]);
        var (rows, pixels, classes) = (new int[] { 3, 1, 4, 1, 5 }, new float[5 * 784], new int[5]);
        Assert.Equal(0, Allocation.Of(() =>
        {
            images.Copy(rows, pixels);
            images.Copy(7, 5, pixels);
            labels.Copy(rows, classes);
        }));
    }
}
