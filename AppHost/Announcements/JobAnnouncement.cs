using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AppHost.Announcements;

/// <summary>Says on the console how the compile job gets on: it is what everybody waits for at the first start.</summary>
internal static partial class JobAnnouncement
{
    /// <summary>Often enough to see that something happens, seldom enough to be read.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private const int ShownFailures = 5;

    /// <summary>Told once, and only when there is something to compile.</summary>
    private const string Patience = " Compiling everything takes a minute or two, and only once.";

    /// <summary>A line when the job starts, one every few seconds while it runs, and one at its end: what it did, or why it could not.</summary>
    public static IResourceBuilder<T> AnnounceProgress<T>(this IResourceBuilder<T> job)
        where T : IResource
    {
        var eventing = job.ApplicationBuilder.Eventing;
        Run? run = null;
        eventing.Subscribe<BeforeResourceStartedEvent>(job.Resource, async (happened, cancellation) =>
        {
            run = await Run.BeginAsync(job.Resource, happened.Services, cancellation);
        });
        eventing.Subscribe<ResourceStoppedEvent>(job.Resource, async (happened, _) =>
        {
            if (Interlocked.Exchange(ref run, null) is { } ended)
                await ended.EndAsync(happened.ResourceEvent.Snapshot.ExitCode);
        });
        return job;
    }

    /// <summary>The job from a start to its end.</summary>
    private sealed class Run(IResource job, IServiceProvider services, int earlierLines)
    {
        // Those that run already, or were stopped, do not wait for it when it is run again.
        private readonly string[] _waiting = [.. services.GetRequiredService<DistributedApplicationModel>().Resources
            .Where(resource => resource.Annotations.OfType<WaitAnnotation>().Any(wait => wait.Resource == job))
            .Where(resource => !HasStarted(services, resource))
            .Select(resource => resource.Name)];

        private readonly CancellationTokenSource _ended = new();
        private readonly ILogger _logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(AppHost));
        private readonly ResourceLoggerService _logs = services.GetRequiredService<ResourceLoggerService>();
        private Task _followed = Task.CompletedTask;

        public static async Task<Run> BeginAsync(IResource job, IServiceProvider services, CancellationToken cancellation)
        {
            // The log goes on when the job is run again.
            var lines = await LinesAsync(services.GetRequiredService<ResourceLoggerService>(), job, cancellation);
            var run = new Run(job, services, lines.Count == 0 ? 0 : lines[^1].LineNumber);
            Started(run._logger, run.Waiting(" When it has finished, these start: {0}."));
            run._followed = run.FollowAsync();
            return run;
        }

        public async Task EndAsync(int? exitCode)
        {
            await _ended.CancelAsync();
            await _followed;
            _ended.Dispose();
            // Without an exit code it has not run; with the application's end nobody cares.
            if (exitCode is null || services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested)
                return;
            var lines = await LinesAsync(_logs, job, CancellationToken.None);
            var log = JobLog.Of(lines.Where(line => line.LineNumber > earlierLines));
            if (exitCode == 0)
                Finished(_logger, log.Summary ?? "nothing was to be done.");
            else
                Failed(_logger, Text(log.Failures), Waiting("So these do not start: {0}. "));
        }

        private string Waiting(string sentence) =>
            _waiting.Length == 0 ? "" : string.Format(CultureInfo.InvariantCulture, sentence, string.Join(", ", _waiting));

        private static bool HasStarted(IServiceProvider services, IResource resource) =>
            services.GetRequiredService<ResourceNotificationService>().TryGetCurrentState(resource.Name, out var state)
            && (state.Snapshot.State?.Text == KnownResourceStates.Running || state.Snapshot.ExitCode is not null);

        private static string Text(IReadOnlyList<string> failures)
        {
            var shown = failures.Take(ShownFailures).Select(failure => "  " + failure);
            var more = failures.Count - ShownFailures;
            return string.Join(Environment.NewLine, more > 0 ? shown.Append($"  and {more} more, in the console log of the job.") : shown);
        }

        private static async Task<IReadOnlyList<LogLine>> LinesAsync(ResourceLoggerService logs, IResource job, CancellationToken cancellation)
        {
            var lines = new List<LogLine>();
            await foreach (var batch in logs.GetAllAsync(job).WithCancellation(cancellation))
                lines.AddRange(batch);
            return lines;
        }

        private async Task FollowAsync()
        {
            var time = services.GetService<TimeProvider>() ?? TimeProvider.System;
            var log = new JobLog();
            var said = time.GetTimestamp();
            var warned = false;
            try
            {
                await foreach (var batch in _logs.WatchAsync(job).WithCancellation(_ended.Token))
                {
                    foreach (var line in batch.Where(line => line.LineNumber > earlierLines))
                        log.Add(line);
                    if (log.Done is not { } done || time.GetElapsedTime(said) < Period)
                        continue;
                    said = time.GetTimestamp();
                    Compiling(_logger, done, log.Programs, log.Program, log.Compiles && !warned ? Patience : "");
                    warned |= log.Compiles;
                }
            }
            catch (OperationCanceledException)
            {
                // It has ended.
            }
        }
    }

    [LoggerMessage(11, LogLevel.Information, "Compile job: started.{Workers}")]
    private static partial void Started(ILogger logger, string workers);

    [LoggerMessage(12, LogLevel.Information, "Compile job: {Done} of {Programs} programs. The last: {Program}.{Patience}")]
    private static partial void Compiling(ILogger logger, int done, int programs, string program, string patience);

    [LoggerMessage(13, LogLevel.Information, "Compile job: finished. {Summary}")]
    private static partial void Finished(ILogger logger, string summary);

    [LoggerMessage(14, LogLevel.Error, """
        Compile job: failed.
        {Failures}
        {Workers}Mend the cause, then choose "Compile again" at the compiler in the dashboard, or start anew.
        """)]
    private static partial void Failed(ILogger logger, string failures, string workers);
}
