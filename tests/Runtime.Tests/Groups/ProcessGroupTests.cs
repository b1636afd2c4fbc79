using Xunit;

namespace StaticNets.Tests.Groups;

public sealed class ProcessGroupTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Values_arrive_bit_by_bit(int size) => InProcessGroup.Run(size, group =>
    {
        Assert.Equal((size, group.Rank == 0), (group.Size, group.IsFirst));
        for (var round = 0; round < 20; round++)
        {
            float[] own = [group.Rank, -0f, float.NaN], all = new float[3 * size];
            group.Gather(own, all);
            Assert.Equal(Enumerable.Range(0, size).SelectMany(rank => new[] { rank, -0f, float.NaN }), all);

            double[] figures = new double[size];
            group.Gather([Math.PI * group.Rank], figures);
            Assert.Equal(Enumerable.Range(0, size).Select(rank => Math.PI * rank), figures);

            float[] sent = [.. Enumerable.Range(0, 2 * size).Select(i => 100f * group.Rank + i)], received = new float[2 * size];
            group.Exchange(sent, received);
            Assert.Equal(Enumerable.Range(0, size).SelectMany(rank => new[] { 100f * rank + 2 * group.Rank, 100f * rank + 2 * group.Rank + 1 }), received);

            double[] told = [group.Rank];
            group.Broadcast(told, size - 1);
            Assert.Equal(size - 1, told[0]);
            group.Barrier();
        }
    });

    [Fact]
    public void Spans_of_the_wrong_length_are_named() => InProcessGroup.Run(2, group =>
    {
        Assert.Contains("2 processes with 12 each need 24", Assert.Throws<ArgumentException>("all", () => group.Gather(new float[3], new float[5])).Message);
        Assert.Contains("the same multiple of 2", Assert.Throws<ArgumentException>("received", () => group.Exchange(new float[3], new float[3])).Message);
        Assert.Throws<ArgumentOutOfRangeException>("root", () => group.Broadcast(new float[1], 2));
    });

    [Fact]
    public void A_member_that_fails_ends_those_that_wait_for_it()
    {
        var failure = Assert.Throws<InvalidDataException>(() => InProcessGroup.Run(3, group =>
        {
            if (group.Rank == 1)
                throw new InvalidDataException("the disk is gone");
            group.Barrier();
        }));
        Assert.Equal("the disk is gone", failure.Message);
        Assert.Contains("has ended", Assert.Throws<InvalidOperationException>(() => InProcessGroup.Run(2, group =>
        {
            if (group.Rank == 0)
                group.Barrier();
        })).Message);
        Assert.Throws<ArgumentOutOfRangeException>("size", () => InProcessGroup.Run(0, _ => { }));
    }
}
