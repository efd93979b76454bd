using Microsoft.Extensions.Hosting;
using ModelWorker.Queue;

namespace ModelWorker.Readiness;

/// <summary>While the devices are taken for broken, tries one denoising step now and then: the executor notices when it succeeds.</summary>
internal sealed class DeviceProbe(DeviceHealth health, WorkerState state, WorkerUnit unit, ImageQueue queue, TimeProvider time) : BackgroundService
{
    internal static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1), LongestPause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await health.LostAsync(stoppingToken).ConfigureAwait(false);
                for (var pause = FirstPause; state.Phase == WorkerPhase.Faulty; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
                {
                    await Task.Delay(pause, time, stoppingToken).ConfigureAwait(false);
                    await TryStepAsync(stoppingToken).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task TryStepAsync(CancellationToken cancellation)
    {
        var job = new ImageJob(unit.OneStep(), cancellation);
        // What waits was taken before the devices failed, and may succeed before the probe's turn comes.
        if (state.Phase == WorkerPhase.Faulty && queue.TryEnqueue([job], evenWhenFull: true))
            await ((Task)job.Result).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
