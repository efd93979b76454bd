using Microsoft.Extensions.Logging;
using ModelWorker.Errors;
using Pjrt;

namespace ModelWorker.Readiness;

/// <summary>
/// Counts failures of the devices in a row. One may be chance; after a few the devices are at fault, and the worker is unready
/// until they finish a picture again: requests sent here in the meantime would only be lost.
/// </summary>
internal sealed partial class DeviceHealth(WorkerState state, ILogger<DeviceHealth> logger)
{
    /// <summary>Failures in a row after which the devices are taken for broken.</summary>
    public const int MostFailures = 3;

    private readonly SemaphoreSlim _lost = new(0);
    private int _failures;

    /// <summary>A picture was finished.</summary>
    public void Succeeded()
    {
        Volatile.Write(ref _failures, 0);
        if (state.Phase == WorkerPhase.Faulty && state.BecomeReady())
            Log.Recovered(logger);
    }

    /// <summary>A picture was not finished. It counts when the devices are to blame: what a request asks for takes no worker out.</summary>
    public void Failed(PjrtException why)
    {
        if (!SpeaksOfDevices(why.Code))
            return;
        var failures = Interlocked.Increment(ref _failures);
        if (failures < MostFailures || !state.BecomeFaulty($"The devices failed {failures} times in a row, last with: {why.FirstLine()}"))
            return;
        Log.Lost(logger, failures, why);
        _lost.Release();
    }

    // RESOURCE_EXHAUSTED, INVALID_ARGUMENT, UNIMPLEMENTED and the like depend on what was asked for; a precondition is the
    // state of the plugin's own objects, which no request chooses.
    private static bool SpeaksOfDevices(PjrtErrorCode code) => code is PjrtErrorCode.Unknown or PjrtErrorCode.DeadlineExceeded
        or PjrtErrorCode.FailedPrecondition or PjrtErrorCode.Aborted or PjrtErrorCode.Internal or PjrtErrorCode.Unavailable or PjrtErrorCode.DataLoss;

    /// <summary>Ends when the devices are taken for broken.</summary>
    public Task LostAsync(CancellationToken cancellation) => _lost.WaitAsync(cancellation);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The devices failed {Failures} times in a row: no requests are taken until a denoising step succeeds.")]
        public static partial void Lost(ILogger logger, int failures, Exception exception);

        [LoggerMessage(2, LogLevel.Information, "The devices work again.")]
        public static partial void Recovered(ILogger logger);
    }
}
