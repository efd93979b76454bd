using Emulator.Execution.Workers;

namespace Emulator.Tests.Execution;

public sealed unsafe class WorkerPoolTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Every_index_is_done_once(int threads)
    {
        var pool = new WorkerPool(threads);
        for (var round = 0; round < 300; round++)
        {
            var counts = new int[round];
            pool.For(counts.Length, &Count, null, counts);
            Assert.All(counts, count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void An_exception_reaches_the_caller_and_the_pool_goes_on()
    {
        var pool = new WorkerPool(3);
        Assert.Throws<InvalidTimeZoneException>(() => pool.For(20, &Throw, null, null));
        var counts = new int[50];
        pool.For(counts.Length, &Count, null, counts);
        Assert.All(counts, count => Assert.Equal(1, count));
    }

    [Fact]
    public void Work_inside_of_work_is_done_by_the_thread_itself()
    {
        var pool = new WorkerPool(2);
        var counts = new int[8 * 10];
        pool.For(8, &Nested, null, (pool, counts));
        Assert.All(counts, count => Assert.Equal(1, count));
    }

    private static void Count(void* context, object? state, int index) => Interlocked.Increment(ref ((int[])state!)[index]);

    private static void Throw(void* context, object? state, int index)
    {
        if (index == 7)
            throw new InvalidTimeZoneException();
    }

    private static void Nested(void* context, object? state, int index)
    {
        var (pool, counts) = ((WorkerPool, int[]))state!;
        pool.For(10, &CountPart, &index, counts);
    }

    private static void CountPart(void* context, object? state, int index) => Interlocked.Increment(ref ((int[])state!)[*(int*)context * 10 + index]);
}
