using Gateway.Access;
using Gateway.Reload;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Shared;

namespace Gateway.Tests.Reload;

/// <summary>Nothing that a watch meets ends the gateway: it is said, and looked at again.</summary>
public sealed class WatchesGoOnTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly ManualTime _time = new();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task Of_settings_and_fleet()
    {
        var log = new HeardLog<ReloadWatch>();
        // Both fail in a way that nobody thought of.
        using var watch = new ReloadWatch(null!, null!, _time, log);
        await FailsTwiceAsync(watch, () => log.NextAsync(TestContext.Current.CancellationToken), each: 2);
    }

    [Fact]
    public async Task Of_keys()
    {
        File.WriteAllText(_file, """{"tenants":{}}""");
        var log = new HeardLog<KeysReload>();
        using var watch = new KeysReload(null!, Options.Create(new GatewayOptions { Keys = new KeysOptions { Path = _file } }), null!, _time, log);
        await FailsTwiceAsync(watch, () => log.NextAsync(TestContext.Current.CancellationToken), each: 1);
    }

    private async Task FailsTwiceAsync<T>(BackgroundService watch, Func<ValueTask<T>> nextAsync, int each)
    {
        await watch.StartAsync(TestContext.Current.CancellationToken);
        for (var round = 0; round < 2; round++)
        {
            while (_time.Next is null && !watch.ExecuteTask!.IsCompleted) await Task.Delay(1, TestContext.Current.CancellationToken);
            _time.Advance(TimeSpan.FromMinutes(1));
            for (var said = 0; said < each; said++)
            {
                var next = nextAsync().AsTask();
                Assert.Same(next, await Task.WhenAny(next, watch.ExecuteTask!));
            }
        }

        await watch.StopAsync(TestContext.Current.CancellationToken);
    }
}
