using System.Runtime.CompilerServices;
using Gateway.Units;

namespace Gateway.Tests.Units;

public class RecentTimesTests
{
    [Fact]
    public void Answers_of_months_are_counted()
    {
        var times = new RecentTimes();
        Count(times) = int.MaxValue;
        for (var answer = 1; answer <= 250; answer++) times.Add(TimeSpan.FromSeconds(answer));
        Assert.Equal(TimeSpan.FromSeconds(151), times.Within(0));
        Assert.Equal(TimeSpan.FromSeconds(250), times.Within(1));
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_count")]
    private static extern ref int Count(RecentTimes times);
}
