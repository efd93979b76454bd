using System.Diagnostics;
using System.Diagnostics.Metrics;
using Gateway.Forwarding;
using Gateway.Routing;

namespace Gateway.Telemetry;

/// <summary>Source and meter <c>Inference.Gateway</c>: what becomes of requests. What the fleet is, is <see cref="FleetMeters"/>'.</summary>
internal sealed class GatewayTelemetry : IDisposable
{
    /// <summary>Of the source and the meter.</summary>
    public const string Name = "Inference.Gateway";

    // As the GenAI semantic conventions have them; without, collectors take bounds that are meant for milliseconds.
    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92] };

    private readonly ActivitySource _source = new(Name);
    private readonly Counter<long> _attempts;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _hedges;
    private readonly Histogram<double> _duration;

    public GatewayTelemetry(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _attempts = meter.CreateCounter<long>("inference.gateway.attempts", "{attempt}", "Requests sent to a worker, retries included, by outcome.");
        _hedges = meter.CreateCounter<long>("inference.gateway.hedges", "{request}", "Late requests that were sent to a second worker, by whether that answered first.");
        _refused = meter.CreateCounter<long>("inference.gateway.refused", "{request}", "Requests that no unit was ready for.");
        _duration = meter.CreateHistogram<double>("inference.gateway.request.duration", "s", "From the arrival of a request to the end of its answer.", null, Seconds);
    }

    public Activity? StartAttempt(Attempt attempt, ModelRoute route)
    {
        // The server's span is where people look first; all of them are read there, the last attempt's win.
        var server = Activity.Current;
        var selection = attempt.Selection;
        if (server is { IsAllDataRequested: true })
        {
            server.SetTag("inference.unit", selection.Unit.Name);
            server.SetTag("inference.attempts", attempt.Number);
        }

        var activity = _source.StartActivity("forward", ActivityKind.Client);
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag("gen_ai.request.model", route.Model.Name);
            activity.SetTag("inference.size", route.Size?.ToString());
            activity.SetTag("inference.unit", selection.Unit.Name);
            activity.SetTag("inference.worker", selection.Worker.Name);
            activity.SetTag("inference.mode", selection.Mode);
            activity.SetTag("inference.weight", selection.Weight.Fraction);
            activity.SetTag("inference.attempt", attempt.Number);
        }

        return activity;
    }

    public void Attempted(Attempt attempt, ModelRoute route, AttemptOutcome outcome)
    {
        if (!_attempts.Enabled) return;
        _attempts.Add(1, new TagList { { "inference.unit", attempt.Selection.Unit.Name }, { "gen_ai.request.model", route.Model.Name }, { "inference.outcome", outcome.ToString() } });
    }

    public void Hedged(bool won) => _hedges.Add(1, new KeyValuePair<string, object?>("inference.hedge.won", won));

    public void Refused(ModelRoute route) => _refused.Add(1, new KeyValuePair<string, object?>("gen_ai.request.model", route.Model.Name));

    public void Finished(Attempt attempt, ModelRoute route, AttemptOutcome outcome, int status, TimeSpan elapsed)
    {
        if (!_duration.Enabled) return;
        _duration.Record(elapsed.TotalSeconds, new TagList
        {
            { "inference.unit", attempt.Selection.Unit.Name },
            { "gen_ai.request.model", route.Model.Name },
            { "inference.size", route.Size?.ToString() },
            { "inference.outcome", outcome.ToString() },
            { "http.response.status_code", status },
        });
    }

    public void Dispose() => _source.Dispose();
}
