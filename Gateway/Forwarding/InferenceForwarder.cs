using System.Diagnostics;
using Gateway.Errors;
using Gateway.Routing;
using Gateway.Telemetry;
using Gateway.Units;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Forwarding;

/// <summary>
/// Sends a request to the worker whose turn it is. What fails before its first byte is sent once more, to another unit
/// where there is one: a generation can be repeated, for its body is at hand and its outcome is the seed's.
/// </summary>
internal sealed partial class InferenceForwarder(
    IHttpForwarder forwarder,
    WorkerClient client,
    LiveFleet fleet,
    GatewayTelemetry telemetry,
    IOptions<GatewayOptions> options,
    TimeProvider time,
    ILogger<InferenceForwarder> logger)
{
    private const int MostAttempts = 2;

    /// <param name="config">How long a worker may be silent.</param>
    public async Task ForwardAsync(HttpContext context, InferenceRequest request, Target target, ForwarderRequestConfig config)
    {
        var start = time.GetTimestamp();
        target.Route.Demand.Add();
        var selection = target.Pinned is { } pinned ? target.Route.Pinned(pinned, except: null) : target.Route.Next();
        if (selection is not { } chosen)
        {
            await RefuseAsync(context, target).ConfigureAwait(false);
            return;
        }

        var connection = ClientConnection.Hold(context);
        chosen.Unit.Served(target.Route.Size).Arrived();
        for (var number = 1; ; number++)
        {
            var tried = chosen;
            var mayRetry = number < MostAttempts;
            var attempt = new Attempt(chosen, number, () => mayRetry ? Another(target, tried) : null);
            var outcome = await TryAsync(context, request, attempt, target.Route, config).ConfigureAwait(false);
            telemetry.Attempted(attempt, target.Route, outcome);
            var next = outcome switch
            {
                AttemptOutcome.TurnedAway => attempt.Next,
                AttemptOutcome.Lost when mayRetry => Another(target, tried),
                _ => null,
            };
            if (next is null)
            {
                await FinishAsync(context, connection, attempt, outcome, target, time.GetElapsedTime(start)).ConfigureAwait(false);
                return;
            }

            Log.Retried(logger, tried.Worker.Name, outcome, next.Value.Worker.Name);
            context.Response.Clear();
            context.Features.Set<IForwarderErrorFeature>(null);
            chosen = next.Value;
        }
    }

    private static Selection? Another(Target target, Selection failed) =>
        target.Pinned is { } pinned ? target.Route.Pinned(pinned, failed.Worker) : target.Route.NextAfter(failed);

    private async Task<AttemptOutcome> TryAsync(HttpContext context, InferenceRequest request, Attempt attempt, ModelRoute route, ForwarderRequestConfig config)
    {
        var worker = attempt.Selection.Worker;
        using var activity = telemetry.StartAttempt(attempt, route);
        context.Request.Body = new BodyStream(request.Body);
        var turn = worker.Begin();
        var answered = false;
        try
        {
            var error = await forwarder.SendAsync(context, worker.Address, client.Invoker, config, attempt).ConfigureAwait(false);
            var outcome = AttemptOutcomes.Of(error, context, attempt);
            answered = outcome == AttemptOutcome.Answered && context.Response.StatusCode < 300;
            if (outcome is AttemptOutcome.Lost or AttemptOutcome.Broken)
                worker.Eject(WorkerState.Failed, $"was lost during a request ({error})");
            else if (outcome == AttemptOutcome.TimedOut && context.Response.HasStarted)
                worker.Eject(WorkerState.Failed, "fell silent in the middle of an answer");
            if (outcome is AttemptOutcome.Lost or AttemptOutcome.Broken or AttemptOutcome.TimedOut)
                activity?.SetStatus(ActivityStatusCode.Error, error.ToString());

            return outcome;
        }
        finally
        {
            if (!context.Response.HasStarted) attempt.Events?.Release(context.Response);
            attempt.Selection.Unit.End(worker, turn, route.Size, answered);
        }
    }

    private async Task FinishAsync(HttpContext context, ClientConnection connection, Attempt attempt, AttemptOutcome outcome, Target target, TimeSpan elapsed)
    {
        var served = attempt.Selection.Unit.Served(target.Route.Size);
        switch (outcome)
        {
            case AttemptOutcome.Answered:
                served.Answered(target.Pinned is not null, context.Response.StatusCode < 300 ? elapsed : null);
                break;
            case AttemptOutcome.Lost or AttemptOutcome.NotForwarded or AttemptOutcome.TimedOut when !context.Response.HasStarted:
                context.Response.Clear();
                attempt.Explain(context.Response);
                var error = outcome switch
                {
                    AttemptOutcome.TimedOut => GatewayErrors.Timeout,
                    AttemptOutcome.NotForwarded => GatewayErrors.NotForwarded,
                    _ => GatewayErrors.WorkerLost(options.Value.RetryAfter),
                };
                await error.WriteAsync(context).ConfigureAwait(false);
                break;
            case AttemptOutcome.Broken or AttemptOutcome.TimedOut when attempt.Events is { IsBetweenEvents: true } events:
                await events.EndAsync(outcome == AttemptOutcome.TimedOut ? GatewayErrors.Timeout : GatewayErrors.WorkerBroke).ConfigureAwait(false);
                connection.Keep();
                break;
            case AttemptOutcome.ClientGone when !context.Response.HasStarted:
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
                break;
        }

        if (connection.IsBroken) connection.BreakOff();
        telemetry.Finished(attempt, target.Route, outcome, context.Response.StatusCode, elapsed);
    }

    private Task RefuseAsync(HttpContext context, Target target)
    {
        telemetry.Refused(target.Route);
        Attempt.Explain(context.Response, target.Pinned?.Name, null, fleet.Mode.Name, null, attempts: 0);
        var error = target.Pinned is { } unit
            ? GatewayErrors.UnitNotReady(unit.Name, unit.State, options.Value.RetryAfter)
            : GatewayErrors.NothingReady($"No unit that serves '{target.Route.Model.Name}' is ready", options.Value.RetryAfter);
        return error.WriteAsync(context);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A request to {Worker} ended as {Outcome} before its first byte and is sent to {Next}.")]
        public static partial void Retried(ILogger logger, string worker, AttemptOutcome outcome, string next);
    }
}
