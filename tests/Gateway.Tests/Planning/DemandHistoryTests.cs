using Gateway.Planning;
using Gateway.Tests.Hosting;
using Shared;

namespace Gateway.Tests.Planning;

public class DemandHistoryTests
{
    private readonly ManualTime _time = new();
    private readonly DemandHistory _demand;

    public DemandHistoryTests() => _demand = new DemandHistory(_time);

    [Fact]
    public void The_level_is_that_of_the_last_minutes()
    {
        Minutes(30, perMinute: 10);
        Assert.Equal(10, _demand.Level());
        Minutes(DemandHistory.LevelMinutes, perMinute: 20);
        Assert.Equal(20, _demand.Level());
        Minutes(100, perMinute: 0);
        Assert.Equal((0, 0), (_demand.Level(), _demand.Within(TimeSpan.FromMinutes(20))));
    }

    [Fact]
    public void Growth_is_expected_to_go_on()
    {
        Minutes(20, perMinute: 10);
        Minutes(20, perMinute: 30);
        Assert.Equal(30 + (20 * 1.1), _demand.Within(TimeSpan.FromMinutes(20)), 9);
    }

    [Fact]
    public void What_falls_is_not_expected_to_fall_further()
    {
        Minutes(20, perMinute: 30);
        Minutes(20, perMinute: 10);
        Assert.Equal(10, _demand.Within(TimeSpan.FromMinutes(20)));
    }

    [Fact]
    public void A_count_falls_only_when_it_was_not_needed_for_a_while()
    {
        var (count, settle) = (new SettlingCount(_time), TimeSpan.FromMinutes(5));
        Assert.Equal((3, 3), (count.Next(3, settle), count.Next(1, settle)));
        _time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal((3, 4), (count.Next(2, settle), count.Next(4, settle)));
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(1, count.Next(1, settle));
    }

    [Fact]
    public void A_count_that_is_asked_for_often_keeps_little_and_is_the_most_of_the_while()
    {
        var (count, settle, random, asked) = (new SettlingCount(_time), TimeSpan.FromSeconds(30), new Random(1), new List<int>());
        for (var second = 0; second < 1000; second++)
        {
            asked.Add(random.Next(10));
            Assert.Equal(asked.TakeLast(30).Max(), count.Next(asked[^1], settle));
            Assert.InRange(count.Kept, 1, 10);
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private void Minutes(int minutes, int perMinute)
    {
        for (var minute = 0; minute < minutes; minute++)
        {
            for (var request = 0; request < perMinute; request++) _demand.Add();
            _time.Advance(TimeSpan.FromMinutes(1));
        }
    }
}
