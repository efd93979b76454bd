using System.Diagnostics;
using System.Diagnostics.Metrics;
using Gateway.Forwarding;
using Gateway.Routing;
using Gateway.Units;

namespace Gateway.Telemetry;

/// <summary>Source and meter <c>Inference.Gateway</c>: decisions, attempts, shares.</summary>
internal sealed class GatewayTelemetry : IDisposable
{
    private const string Name = "Inference.Gateway";

    private readonly ActivitySource _source = new(Name);
    private readonly Counter<long> _attempts;
    private readonly Counter<long> _refused;
    private readonly Histogram<double> _duration;

    public GatewayTelemetry(IMeterFactory meters, LiveFleet fleet, RouteTable routes)
    {
        var meter = meters.Create(Name);
        _attempts = meter.CreateCounter<long>("inference.gateway.attempts", "{attempt}", "Requests sent to a worker, retries included, by outcome.");
        _refused = meter.CreateCounter<long>("inference.gateway.refused", "{request}", "Requests that no unit was ready for.");
        _duration = meter.CreateHistogram<double>("inference.gateway.request.duration", "s", "From the arrival of a request to the end of its answer.");
        meter.CreateObservableGauge("inference.gateway.weight", () => Weights(routes), "1", "A unit's part of the requests for a model and size, as computed.");
        meter.CreateObservableCounter("inference.gateway.requests", () => Served(routes), "{request}", "Answers of a unit for a model and size.");
        meter.CreateObservableUpDownCounter("inference.gateway.outstanding", () => Outstanding(fleet), "{request}", "Requests that a worker has not answered yet.");
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

    private static IEnumerable<Measurement<double>> Weights(RouteTable routes) =>
        from route in routes.All
        from unit in route.Units.Zip(route.Weights())
        select new Measurement<double>(unit.Second.Fraction, Tags(route, unit.First));

    private static IEnumerable<Measurement<long>> Served(RouteTable routes) =>
        from route in routes.All
        from unit in route.Units
        let served = unit.Served(route.Size)
        select new Measurement<long>(served.Requests + served.Pinned, Tags(route, unit));

    private static IEnumerable<Measurement<int>> Outstanding(LiveFleet fleet) =>
        from unit in fleet.Units
        from worker in unit.Workers
        select new Measurement<int>(worker.Outstanding, new("inference.unit", unit.Name), new("inference.worker", worker.Name));

    private static KeyValuePair<string, object?>[] Tags(ModelRoute route, LiveUnit unit) =>
        [new("inference.unit", unit.Name), new("gen_ai.request.model", route.Model.Name), new("inference.size", route.Size?.ToString() ?? "text")];
}
