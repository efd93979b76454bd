using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ModelWorker.Errors;
using ModelWorker.Pipelines;
using ModelWorker.Telemetry;

namespace ModelWorker.Readiness;

/// <summary>Loads the model while the server already answers probes; then one step at the smallest size, and the worker is ready.</summary>
internal sealed partial class ModelStartup(
    IPipelineFactory factory, PipelineHolder holder, WorkerUnit unit, WorkerState state, WorkerTelemetry telemetry,
    IHostApplicationLifetime lifetime, TimeProvider time, ILogger<ModelStartup> logger) : BackgroundService
{
    /// <summary>The process's exit code when the model could not be loaded.</summary>
    public const int FailedExitCode = 1;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Whatever blocks in loading must not hold up the start of the server.
        await Task.Yield();
        using var activity = telemetry.Source.StartActivity("load model");
        var start = time.GetTimestamp();
        try
        {
            state.Starting("The model is being loaded.");
            var pipeline = await factory.LoadAsync(stoppingToken).ConfigureAwait(false);
            holder.Set(pipeline);
            var loaded = time.GetElapsedTime(start);
            state.Starting("The model is loaded; the first denoising step is under way.");
            await pipeline.GenerateAsync(unit.OneStep(), progress: null, stoppingToken).ConfigureAwait(false);
            if (state.BecomeReady())
                Log.Ready(logger, unit.Model.Name, unit.Name, loaded.TotalSeconds, time.GetElapsedTime(start).TotalSeconds);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        catch (Exception exception)
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
            Log.Failed(logger, exception, unit.Model.Name, unit.Name, exception.Message);
            state.Fail(
                $"{unit.Name} could not load {unit.Model.Name}: {exception.FirstLine()} This worker ends with exit code {FailedExitCode}. Mend that, then restart the unit"
                + " in the dashboard; in Kubernetes the pod starts again by itself.");
            // A worker without a model serves nobody; whoever started it sees that it ended, and why.
            Environment.ExitCode = FailedExitCode;
            lifetime.StopApplication();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Model} is ready as {Unit}: loaded in {Loaded:0.00} s, warm after {Warm:0.00} s.")]
        public static partial void Ready(ILogger logger, string model, string unit, double loaded, double warm);

        [LoggerMessage(2, LogLevel.Critical, "{Model} could not be loaded for {Unit}: {Reason}")]
        public static partial void Failed(ILogger logger, Exception exception, string model, string unit, string reason);
    }
}
