using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Processes;

/// <summary>
/// The first Ctrl+C lets processes finish the work in hand; the second ends them at once. SIGTERM does not count: a tool
/// may send it after the terminal's own signal.
/// </summary>
internal sealed class SecondInterrupt(StopPatience patience) : IHostedService, IDisposable
{
    private int _count;
    private PosixSignalRegistration? _registration;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            if (Interlocked.Increment(ref _count) < 2)
                return;
            // Without this the runtime would end the process before the children are.
            context.Cancel = true;
            patience.End();
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _registration?.Dispose();
}
