using Aspire.Hosting.Diagnostics;
using Aspire.Hosting.Orchestration;
using Aspire.Hosting.Processes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard;

/// <summary>Runs the dashboard and the service it asks about resources; both live as long as the application.</summary>
internal sealed class DashboardHost(
    DashboardAddresses addresses,
    ResourceServiceHost resourceService,
    ProcessGuard guard,
    StopPatience patience,
    TimeProvider time,
    AppHostProject appHost,
    ILogger<DistributedApplication> logger) : IHostedService
{
    private const int KeptErrors = 20;

    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan FirstAnswer = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _stopping = new();
    private ChildProcess? _process;
    private Task _followed = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!addresses.IsEnabled)
        {
            if (addresses.IsWanted)
                DashboardLog.NotInstalled(logger, addresses.ProgramPath ?? "(unknown path)");
            return;
        }

        try
        {
            await resourceService.StartAsync(cancellationToken).ConfigureAwait(false);
            var errors = new Queue<string>();
            _process = ChildProcess.Start(Plan(), guard, (line, isError) => Keep(errors, line, isError));
            _followed = Task.WhenAll(AnnounceAsync(), FollowAsync(_process, errors));
        }
        catch (Exception failure) when (failure is IOException or System.ComponentModel.Win32Exception)
        {
            // The application is worth more than the view of it.
            DashboardLog.Failed(logger, failure.Message);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        // Its streams end first: the dashboard waits for them at its own end.
        await resourceService.StopAsync(cancellationToken).ConfigureAwait(false);
        if (_process is not null)
            await _process.StopAsync(StopGrace, time, patience.Ended).ConfigureAwait(false);
        await _followed.ConfigureAwait(false);
        _process?.Dispose();
    }

    private static void Keep(Queue<string> errors, string line, bool isError)
    {
        if (!isError)
            return;
        lock (errors)
        {
            errors.Enqueue(line);
            if (errors.Count > KeptErrors)
                errors.Dequeue();
        }
    }

    private LaunchPlan Plan() => new(addresses.ProgramPath!, ["dashboard"], appHost.Directory, DashboardEnvironment.Create(addresses), []);

    private async Task AnnounceAsync()
    {
        using var client = Loopback.CreateClient();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        limit.CancelAfter(FirstAnswer);
        while (!limit.IsCancellationRequested)
        {
            try
            {
                using var answer = await client.GetAsync(addresses.Frontend, limit.Token).ConfigureAwait(false);
                DashboardLog.Login(logger, addresses.Login!);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task FollowAsync(ChildProcess process, Queue<string> errors)
    {
        var exitCode = await process.WaitForExitAsync().ConfigureAwait(false);
        // Ctrl+C in a terminal reaches it as it reaches us, perhaps earlier.
        if (exitCode == 0 || _stopping.IsCancellationRequested)
            return;
        lock (errors)
            DashboardLog.Ended(logger, exitCode, string.Join(Environment.NewLine, errors));
    }
}
