using Gateway.Decisions;
using Gateway.Tests.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Shared;

namespace Gateway.Tests.Decisions;

public class DecisionLogTests
{
    private readonly ManualTime _time = new();
    private readonly DecisionLog _log;

    public DecisionLogTests() => _log = new DecisionLog(_time, NullLogger<DecisionLog>.Instance);

    [Fact]
    public void Each_has_an_id_and_its_time()
    {
        Add("one");
        _time.Advance(TimeSpan.FromSeconds(3));
        var second = Add("two");
        Assert.Equal((2, _time.GetUtcNow()), (second.Id, second.Time));
        Assert.Equal(["one", "two"], _log.After().Select(decision => decision.What));
        Assert.Equal(["two"], _log.After(1).Select(decision => decision.What));
        Assert.Empty(_log.After(2));
    }

    [Fact]
    public void The_last_are_kept()
    {
        for (var index = 0; index < DecisionLog.Kept + 5; index++) Add($"{index}");
        Assert.Equal(DecisionLog.Kept, _log.After().Count);
        Assert.Equal("5", _log.After()[0].What);
    }

    [Theory]
    [InlineData(0, "one", "two", "three")]
    [InlineData(1, "two", "three")]
    [InlineData(99, "one", "two", "three")]
    public async Task Who_follows_reads_what_was_and_what_comes(long after, params string[] expected)
    {
        Add("one");
        Add("two");
        var read = new List<string>();
        await foreach (var decision in _log.FollowAsync(after, TestContext.Current.CancellationToken))
        {
            read.Add(decision.What);
            if (decision.Id == 2) Add("three");
            if (decision.Id == 3) break;
        }

        Assert.Equal(expected, read);
    }

    private Decision Add(string what) => _log.Add(new Decision(DecisionKind.Mode, null, what, "a test wants it"));
}
