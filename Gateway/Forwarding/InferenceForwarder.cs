using System.Diagnostics;
using System.Runtime.CompilerServices;
using Fleet;
using Gateway.Admission;
using Gateway.Affinity;
using Gateway.Errors;
using Gateway.Hedging;
using Gateway.Routing;
using Gateway.Telemetry;
using Gateway.Units;
using Gateway.Waking;
using Microsoft.Extensions.Options;
using ServiceDefaults.Errors;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Forwarding;

/// <summary>
/// Sends a request to the worker whose turn it is. What fails before its first byte is sent once more, and what found nobody
/// until it finds somebody, to another unit where there is one: a generation can be repeated, for its body is at hand and its outcome is the seed's. What no worker
/// can take waits where a replica may come.
/// </summary>
internal sealed partial class InferenceForwarder(
    IHttpForwarder forwarder,
    WorkerClient client,
    LiveFleet fleet,
    WaitingRoom waiting,
    HedgeBudget hedges,
    SessionAffinity affinity,
    GatewayTelemetry telemetry,
    IOptions<GatewayOptions> options,
    TimeProvider time,
    ILogger<InferenceForwarder> logger)
{
    // The part of the answers that is in time; the rest may be sent twice.
    private const double Late = 0.95;

    /// <param name="config">How long a worker may be silent.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask ForwardAsync(HttpContext context, InferenceRequest request, Target target, ForwarderRequestConfig config)
    {
        var sent = time.GetTimestamp();
        var pass = context.Features.Get<Pass>();
        var start = pass?.Arrival ?? sent;
        target.Route.Demand.Add();
        Ticket? ticket = null;
        var selection = waiting.IsCrowded(target) ? null : affinity.Resume(context, target) ?? First(target);
        ApiError? refused = null;
        if (selection is null) (selection, refused) = await WaitAsync(context, target, ticket = waiting.Ticket(target, start, pass is { IsAsked: true })).ConfigureAwait(false);
        if (selection is not { } chosen)
        {
            await RefuseAsync(context, target, refused).ConfigureAwait(false);
            return;
        }

        var connection = ClientConnection.Hold(context);
        if (pass is not { IsAsked: true }) chosen.Unit.Served(target.Route.Size).Arrived();
        var tries = new Tries(target, waiting);
        for (var number = 1; ; number++)
        {
            tries.Begin();
            var attempt = new Attempt(chosen, number, tries, affinity.IsOn && target.Pinned is null ? affinity : null);
            var outcome = await TryAsync(context, request, attempt, target, config).ConfigureAwait(false);
            number = attempt.Number;
            telemetry.Attempted(attempt, target.Route, outcome);
            var goesOn = outcome == AttemptOutcome.TurnedAway || (outcome == AttemptOutcome.Lost && tries.MayLose(AttemptOutcomes.HasArrived(context)));
            var next = outcome == AttemptOutcome.TurnedAway ? attempt.Next : goesOn ? attempt.Another() : null;
            if (goesOn && next is null && tries.MayWait)
            {
                Clear(context);
                ticket ??= waiting.Ticket(target, start);
                ticket.HasArrived = true;
                (next, refused) = await WaitAsync(context, target, ticket).ConfigureAwait(false);
                tries.Renew();
            }

            if (next is null && (refused is not null || outcome == AttemptOutcome.TurnedAway))
            {
                Clear(context);
                await RefuseAsync(context, target, refused, number).ConfigureAwait(false);
                return;
            }

            if (next is null)
            {
                await FinishAsync(context, request, connection, attempt, outcome, target, time.GetElapsedTime(start), time.GetElapsedTime(sent)).ConfigureAwait(false);
                waiting.Answered(target.Route);
                return;
            }

            Log.Retried(logger, attempt.Selection.Worker.Name, outcome, next.Value.Worker.Name);
            Clear(context);
            chosen = next.Value;
        }
    }

    // By the fleet as it is now, which may be another than when the request began to wait.
    private static Selection? First(Target target) => target.Pinned is { } pinned ? target.Route.Now.Pinned(pinned, except: null) : target.Route.Now.Next();

    private static void Clear(HttpContext context)
    {
        context.Response.Clear();
        context.Features.Set<IForwarderErrorFeature>(null);
    }

    /// <summary>Waits for a worker that can take it; without one, what the client is told (null: that nothing is ready).</summary>
    private async Task<(Selection? Selection, ApiError? Error)> WaitAsync(HttpContext context, Target target, Ticket ticket)
    {
        if (!waiting.MayWait(target)) return (First(target), null);
        var waking = options.Value.Waking;
        if (!waiting.TryEnter(ticket)) return (null, GatewayErrors.WaitingFull(target.Route.Model.Name, waking.RetryAfter));
        try
        {
            while (waiting.MayWait(target))
            {
                switch (await waiting.WaitAsync(ticket, context.RequestAborted).ConfigureAwait(false))
                {
                    case WaitEnd.TimedOut:
                        return (null, GatewayErrors.WaitedTooLong(target.Route.Model.Name, waking.Time, waking.RetryAfter));
                    case WaitEnd.Closed:
                        return (null, GatewayErrors.Stopping(options.Value.RetryAfter));
                    case WaitEnd.Turn when First(target) is { } selection:
                        return (selection, null);
                }
            }

            return First(target) is { } last ? (last, null) : (null, waiting.IsClosed ? GatewayErrors.Stopping(options.Value.RetryAfter) : null);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return (null, null);
        }
        finally
        {
            waiting.Leave(ticket);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<AttemptOutcome> TryAsync(HttpContext context, InferenceRequest request, Attempt attempt, Target target, ForwarderRequestConfig config)
    {
        var (route, worker) = (target.Route, attempt.Selection.Worker);
        using var activity = telemetry.StartAttempt(attempt, route);
        context.Request.Body = new BodyStream(request.Body);
        attempt.Turn = worker.Begin();
        var answered = false;
        try
        {
            var error = await forwarder.SendAsync(context, worker.Address, Invoker(request, attempt, target, config), config, attempt).ConfigureAwait(false);
            worker = attempt.Selection.Worker;
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
            attempt.Selection.Unit.End(attempt.Selection.Worker, attempt.Turn, route.Size, answered);
        }
    }

    /// <summary>The connections to the workers, or for one request what sends it to a second when the first is late.</summary>
    private HttpMessageInvoker Invoker(in InferenceRequest request, Attempt attempt, Target target, ForwarderRequestConfig config)
    {
        var hedging = options.Value.Hedging;
        if (!hedging.Enabled || attempt.Number > 1 || config == client.Measuring) return client.Invoker;
        hedges.Add(hedging.MostShare);
        var size = target.Route.Size;
        return (hedging.After ?? attempt.Selection.Unit.Served(size).Recent.Within(Late)) is { } after ? Hedged(request, attempt, size, after) : client.Invoker;
    }

    private HttpMessageInvoker Hedged(in InferenceRequest request, Attempt attempt, ImageSize? size, TimeSpan after)
    {
        return new HttpMessageInvoker(new Hedge(client.Invoker, attempt, request.Body, size, after, time, Other, telemetry.Hedged), disposeHandler: false);

        // Who is busy would only be later.
        Selection? Other() => attempt.Another() is { } other && other.Worker.Load < other.Unit.InWork(size) && hedges.TryTake() ? other : null;
    }

    private async Task FinishAsync(HttpContext context, InferenceRequest request, ClientConnection connection, Attempt attempt, AttemptOutcome outcome, Target target, TimeSpan elapsed, TimeSpan sinceSent)
    {
        var served = attempt.Selection.Unit.Served(target.Route.Size);
        switch (outcome)
        {
            case AttemptOutcome.Answered:
                served.Answered(target.Pinned is not null, context.Response.StatusCode < 300 ? elapsed : null, RequestCount.Of(context, request));
                if (options.Value.Hedging.Enabled && context.Response.StatusCode < 300) served.Recent.Add(sinceSent);
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
            case AttemptOutcome.ClientGone when attempt.Events is { IsBetweenEvents: true } events && context.Features.Get<Pass>()?.OverTime is { } late:
                // Not the client ended it, but its time.
                await events.EndAsync(late).ConfigureAwait(false);
                connection.Keep();
                break;
            case AttemptOutcome.ClientGone when !context.Response.HasStarted:
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
                break;
        }

        context.Features.Get<Pass>()?.Finish(attempt.Selection.Unit, target.Route, outcome, context.Response.StatusCode, context.Response.HasStarted);
        if (connection.IsBroken) connection.BreakOff();
        telemetry.Finished(attempt, target.Route, outcome, context.Response.StatusCode, elapsed);
    }

    private Task RefuseAsync(HttpContext context, Target target, ApiError? why, int attempts = 0)
    {
        if (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return Task.CompletedTask;
        }

        telemetry.Refused(target.Route);
        Attempt.Explain(context.Response, target.Pinned?.Name, null, fleet.Mode.Name, null, attempts);
        var error = why is not null ? why
            : target.Pinned is { } unit ? GatewayErrors.UnitNotReady(unit.Name, unit.State, options.Value.RetryAfter)
            : GatewayErrors.NothingReady($"No unit that serves '{target.Route.Model.Name}' is ready", options.Value.RetryAfter);
        return error.WriteAsync(context);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A request to {Worker} ended as {Outcome} before its first byte and is sent to {Next}.")]
        public static partial void Retried(ILogger logger, string worker, AttemptOutcome outcome, string next);
    }
}
