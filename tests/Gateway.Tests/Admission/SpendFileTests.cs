using Gateway.Access;
using Gateway.Admission;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Shared;

namespace Gateway.Tests.Admission;

/// <summary>A gateway that starts again knows what was spent, and gives no budget twice.</summary>
public sealed class SpendFileTests : IDisposable
{
    private static readonly Work Picture = new(Count: 1, Images: 1, Tokens: 0, MostDollars: 0.4);

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly ManualTime _time = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_was_spent_is_known_to_the_next_process_until_its_period_is_over()
    {
        var (first, file) = Start();
        Spend(Web(first));
        Spend(Web(first));
        Spend(first.Of("shop", "gone", KeyTerms.None));
        file.Write();

        // Its key is taken out of the file meanwhile, and comes back later.
        var (second, again) = Start();
        Assert.Equal(0.8, Web(second).Look().DollarsInPeriod, 1e-9);
        Assert.NotNull(Web(second).Take(Picture, out _));
        again.Write();
        var (third, _) = Start();
        Assert.Equal(0.4, third.Of("shop", "gone", KeyTerms.None).Look().Dollars, 1e-9);

        _time.Advance(TimeSpan.FromDays(1));
        var (later, _) = Start();
        Assert.Null(Web(later).Take(Picture, out _));
        Assert.Equal((0, 0.8), (Web(later).Look().DollarsInPeriod, Math.Round(Web(later).Look().Dollars, 9)));
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_no_reason_to_begin_anew()
    {
        File.WriteAllText(Path.Combine(_folder, "spend.json"), "[{");
        var exception = Assert.Throws<SettingsException>(() => Start());
        Assert.Contains("Gateway:Keys:SpendPath", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_file_is_said_and_begun_anew()
    {
        var path = Path.Combine(_folder, "spend.json");
        await File.WriteAllTextAsync(path, "", TestContext.Current.CancellationToken);
        var options = Options.Create(new GatewayOptions { Keys = new KeysOptions { SpendPath = path } });
        var accounts = new Accounts(options, _time);
        var log = new HeardLog<SpendFile>();
        using var file = new SpendFile(accounts, options, _time, log);
        await file.StartAsync(TestContext.Current.CancellationToken);
        Assert.Contains("is empty", (await log.NextAsync(TestContext.Current.CancellationToken)).Text, StringComparison.Ordinal);
        Spend(Web(accounts));
        await file.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0.4, Web(Start().Accounts).Look().DollarsInPeriod, 1e-9);
    }

    [Fact]
    public void Where_nothing_can_be_written_requests_go_on()
    {
        var (accounts, file) = Start("no/such/folder/spend.json");
        Spend(Web(accounts));
        file.Write();
        Assert.Equal(0.4, Web(accounts).Look().Dollars);
    }

    private static Account Web(Accounts accounts) => accounts.Of("shop", "web", new KeyTerms(Priority.Normal, new KeyLimits(), new KeyBudget(1, BudgetPeriod.Day)));

    private static void Spend(Account account)
    {
        Assert.Null(account.Take(Picture, out _));
        account.Settle(Picture, Picture.MostDollars, worked: true, 0.4);
    }

    private (Accounts Accounts, SpendFile File) Start(string name = "spend.json")
    {
        var options = Options.Create(new GatewayOptions { Keys = new KeysOptions { SpendPath = Path.Combine(_folder, name) } });
        var accounts = new Accounts(options, _time);
        return (accounts, new SpendFile(accounts, options, _time, NullLogger<SpendFile>.Instance));
    }
}
