using Xunit;

namespace StaticNets.Tests.Training;

public sealed class WorkerTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Every_item_is_done_once(int threads)
    {
        using var team = new WorkerTeam(threads);
        for (var items = 0; items < 300; items++)
        {
            var work = new Counting(items, threads);
            team.Run(work, items);
            Assert.All(work.Counts, count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void Threads_that_sleep_are_woken()
    {
        using var team = new WorkerTeam(2);
        for (var run = 0; run < 5; run++)
        {
            Thread.Sleep(5);
            // Both items must be under way at once for either to end.
            team.Run(new Meeting(), 2);
        }
    }

    [Fact]
    public void The_exception_of_the_first_failing_item_reaches_the_caller_and_the_team_goes_on()
    {
        using var team = new WorkerTeam(3);
        for (var run = 0; run < 20; run++)
        {
            var thrown = Assert.Throws<InvalidDataException>(() => team.Run(new Failing(), 40));
            Assert.Equal("7", thrown.Message);
            var work = new Counting(10, 3);
            team.Run(work, 10);
            Assert.All(work.Counts, count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void Running_work_allocates_nothing()
    {
        using var team = new WorkerTeam(2);
        var work = new Counting(50, 2);
        Assert.Equal(0, Allocation.Of(() => team.Run(work, 50)));
    }

    [Fact]
    public void A_team_has_a_thread_and_ends()
    {
        Assert.Throws<ArgumentOutOfRangeException>("threads", () => new WorkerTeam(0));
        var team = new WorkerTeam(2);
        team.Dispose();
        team.Dispose();
        Assert.Throws<ObjectDisposedException>(() => team.Run(new Counting(2, 2), 2));
    }

    private sealed class Counting(int items, int threads) : IWork
    {
        public readonly int[] Counts = new int[items];

        public void Execute(int item, int worker)
        {
            if ((uint)worker >= (uint)threads)
                throw new ArgumentOutOfRangeException(nameof(worker));
            Interlocked.Increment(ref Counts[item]);
        }
    }

    private sealed class Meeting : IWork
    {
        private readonly Barrier _barrier = new(2);

        public void Execute(int item, int worker) => Assert.True(_barrier.SignalAndWait(TimeSpan.FromSeconds(30)));
    }

    private sealed class Failing : IWork
    {
        public void Execute(int item, int worker)
        {
            if (item % 10 == 7)
                throw new InvalidDataException(item.ToString());
        }
    }
}
