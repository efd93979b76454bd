using Frontend.Components;

namespace Frontend.Tests.Pages;

/// <summary>Nobody is asked for news that no browser sees.</summary>
public sealed class ConnectionStateTests
{
    [Fact]
    public async Task Who_asks_waits_while_the_browser_is_gone()
    {
        var connection = new ConnectionState();
        Assert.True(connection.WhenUpAsync(TestContext.Current.CancellationToken).IsCompletedSuccessfully);

        await connection.OnConnectionDownAsync(null!, TestContext.Current.CancellationToken);
        var waiting = connection.WhenUpAsync(TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);

        await connection.OnConnectionUpAsync(null!, TestContext.Current.CancellationToken);
        await waiting.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Who_leaves_meanwhile_does_not_wait()
    {
        var connection = new ConnectionState();
        await connection.OnConnectionDownAsync(null!, TestContext.Current.CancellationToken);
        using var leaving = new CancellationTokenSource();
        var waiting = connection.WhenUpAsync(leaving.Token);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
