using Gateway.Admission;
using Shared;

namespace Gateway.Tests.Admission;

/// <summary>A key gets what it is granted, and no more of it, by the minute, at a time and in dollars.</summary>
public class AccountTests
{
    private static readonly Work Picture = new(Count: 1, Images: 1, Tokens: 0, MostDollars: 0);

    private readonly ManualTime _time = new();

    [Fact]
    public void A_minutes_requests_may_come_at_once_and_come_back_evenly()
    {
        var account = Of(new KeyLimits { RequestsPerMinute = 60 });
        Assert.Equal(60, Enter(account, 100));
        Assert.Equal(new Refusal(LimitKind.Requests, 60, TimeSpan.FromSeconds(1)), account.Enter());
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(10, Enter(account, 100));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(60, Enter(account, 100));
    }

    [Fact]
    public void Over_an_hour_the_rate_is_kept()
    {
        var account = Of(new KeyLimits { RequestsPerMinute = 7 });
        var entered = 0;
        for (var second = 0; second < 3600; second++)
        {
            entered += Enter(account, 3);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        // The first minute's, and an hour's.
        Assert.InRange(entered, 7 * 60, (7 * 60) + 7);
    }

    [Fact]
    public void Who_waits_as_long_as_told_gets_in()
    {
        var account = Of(new KeyLimits { RequestsPerMinute = 7 });
        Enter(account, 7);
        for (var time = 0; time < 100; time++)
        {
            _time.Advance(account.Enter()!.Wait!.Value);
            Assert.Null(account.Enter());
        }
    }

    [Fact]
    public void Requests_at_a_time_are_counted_until_they_end()
    {
        var account = Of(new KeyLimits { Concurrent = 2 });
        Assert.Equal(2, Enter(account, 5));
        Assert.Equal((LimitKind.Concurrent, 2.0), (account.Enter()!.Kind, account.Enter()!.Limit));
        account.Leave();
        Assert.Equal(1, Enter(account, 5));
    }

    [Fact]
    public void Several_pictures_of_one_request_are_several()
    {
        var account = Of(new KeyLimits { ImagesPerMinute = 4 });
        Assert.Null(account.Take(Picture with { Images = 3 }, out _));
        Assert.Equal(new Refusal(LimitKind.Images, 4, TimeSpan.FromSeconds(15)), account.Take(Picture with { Images = 2 }, out _));
        Assert.Null(account.Take(Picture, out _));
    }

    [Fact]
    public void More_than_a_minute_allows_is_taken_from_a_full_minute_and_paid_back()
    {
        var account = Of(new KeyLimits { ImagesPerMinute = 4 });
        Assert.Null(account.Take(Picture with { Images = 10 }, out _));
        // Six were not there, and one is wanted.
        Assert.Equal(TimeSpan.FromSeconds(7 * 15), account.Take(Picture, out _)!.Wait);
    }

    [Fact]
    public void What_no_unit_worked_for_is_given_back()
    {
        var account = Of(new KeyLimits { TokensPerMinute = 100, ImagesPerMinute = 1 });
        var work = new Work(1, 1, 100, 0);
        for (var time = 0; time < 5; time++)
        {
            Assert.Null(account.Take(work, out _));
            account.Settle(work, work.MostDollars, worked: false, dollars: 0);
        }

        Assert.Null(account.Take(work, out _));
        account.Settle(work, work.MostDollars, worked: true, dollars: 0.5);
        Assert.Equal(LimitKind.Images, account.Take(work, out _)!.Kind);
        Assert.Equal(LimitKind.Tokens, account.Take(work with { Images = 0 }, out _)!.Kind);
        Assert.Equal(0.5, account.Look().Dollars);
    }

    [Fact]
    public void Of_several_gateways_each_gives_its_part()
    {
        var account = new Account("shop", "web", new KeyTerms(Priority.Normal, new KeyLimits { RequestsPerMinute = 60, Concurrent = 25 }, new KeyBudget(3, BudgetPeriod.Total)), replicas: 3, _time);
        // Nine of twenty-five at a time, twenty of sixty a minute.
        foreach (var entered in new[] { 9, 9, 2 })
        {
            Assert.Equal(entered, Enter(account, 100));
            for (var left = 0; left < entered; left++) account.Leave();
        }

        Assert.Equal(LimitKind.Requests, account.Enter()!.Kind);
        Assert.Null(account.Take(Picture with { MostDollars = 1 }, out _));
        Assert.Equal((LimitKind.Budget, 1.0), (account.Take(Picture with { MostDollars = 0.01 }, out _)!.Kind, account.Take(Picture with { MostDollars = 0.01 }, out _)!.Limit));
    }

    [Fact]
    public void New_terms_leave_what_was_used_used()
    {
        var account = Of(new KeyLimits { RequestsPerMinute = 60 });
        Enter(account, 50);
        account.Terms = account.Terms with { Limits = new KeyLimits { RequestsPerMinute = 52 } };
        Assert.Equal(2, Enter(account, 100));
        account.Terms = account.Terms with { Limits = new KeyLimits { RequestsPerMinute = 90 } };
        Assert.Equal(38, Enter(account, 100));
        account.Terms = account.Terms with { Limits = new KeyLimits() };
        Assert.Equal(100, Enter(account, 100));
    }

    [Theory]
    [InlineData(BudgetPeriod.Total, null)]
    [InlineData(BudgetPeriod.Day, 24)]
    [InlineData(BudgetPeriod.Month, 24 * 30)]
    internal void A_budget_is_never_passed_and_comes_anew_with_its_period(BudgetPeriod period, int? hours)
    {
        // It is the second of January, at midnight.
        var account = Of(new KeyLimits(), new KeyBudget(1, period));
        var work = Picture with { MostDollars = 0.4 };
        Assert.Null(account.Take(work, out _));
        Assert.Null(account.Take(work, out _));
        var refusal = account.Take(work, out _)!;
        Assert.Equal((LimitKind.Budget, 1.0, hours is { } wait ? TimeSpan.FromHours(wait) : null), (refusal.Kind, refusal.Limit, refusal.Wait));

        // The units that answered cost less than the dearest.
        account.Settle(work, work.MostDollars, worked: true, 0.1);
        account.Settle(work, work.MostDollars, worked: true, 0.1);
        Assert.Null(account.Take(work, out _));
        Assert.Null(account.Take(work, out _));
        Assert.NotNull(account.Take(work, out _));
        account.Settle(work, work.MostDollars, worked: true, 0.4);
        account.Settle(work, work.MostDollars, worked: true, 0.4);
        Assert.NotNull(account.Take(Picture with { MostDollars = 0.0001 }, out _));
        Assert.Equal(1, account.Look().DollarsInPeriod, 1e-9);

        _time.Advance(TimeSpan.FromDays(31));
        Assert.Equal(period == BudgetPeriod.Total, account.Take(work, out _) is not null);
        Assert.Equal((1, period == BudgetPeriod.Total ? 1 : 0), (account.Look().Dollars, account.Look().DollarsInPeriod));
    }

    [Fact]
    public void What_was_held_back_is_given_back_whatever_the_keys_file_says_meanwhile()
    {
        var budget = new KeyBudget(1, BudgetPeriod.Total);
        var (account, work) = (Of(new KeyLimits(), budget), Picture with { MostDollars = 1 });
        Assert.Null(account.Take(work, out var reserved));
        account.Terms = account.Terms with { Budget = null };
        account.Settle(work, reserved, worked: false, 0);
        // Without a budget nothing is held back, and none of another's is given back.
        Assert.Null(account.Take(work, out var without));
        account.Terms = account.Terms with { Budget = budget };
        Assert.Null(account.Take(work, out reserved));
        account.Settle(work, without, worked: false, 0);
        Assert.NotNull(account.Take(work, out _));
        account.Settle(work, reserved, worked: false, 0);
        Assert.Null(account.Take(work, out _));
    }

    private Account Of(KeyLimits limits, KeyBudget? budget = null) => new("shop", "web", new KeyTerms(Priority.Normal, limits, budget), replicas: 1, _time);

    private static int Enter(Account account, int requests) => Enumerable.Range(0, requests).Count(_ => account.Enter() is null);
}
