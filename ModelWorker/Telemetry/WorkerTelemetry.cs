using System.Diagnostics;
using System.Diagnostics.Metrics;
using ModelWorker.Queue;

namespace ModelWorker.Telemetry;

/// <summary>Spans and meters of a worker, under the name <c>Inference.Worker</c>.</summary>
internal sealed class WorkerTelemetry : IDisposable
{
    private const string Name = "Inference.Worker";
    private readonly Meter _meter;
    private readonly Histogram<int> _batch;
    private readonly Histogram<double> _wait;
    private readonly Histogram<double> _request;
    private readonly Counter<long> _answered;
    private readonly KeyValuePair<string, object?>[] _unit;

    public WorkerTelemetry(IMeterFactory meters, WorkerUnit unit, ImageQueue queue)
    {
        _unit = [new("inference.unit", unit.Name), new("gen_ai.request.model", unit.Model.Name)];
        _meter = meters.Create(Name);
        _batch = _meter.CreateHistogram<int>("inference.batch.size", "{request}", "Requests that the device worked on together.");
        _wait = _meter.CreateHistogram<double>("inference.queue.duration", "s", "Time a request waited for the device.");
        _request = _meter.CreateHistogram<double>("gen_ai.server.request.duration", "s", "Time from a request to the end of its answer.");
        _answered = _meter.CreateCounter<long>("inference.requests", "{request}", "Requests that were answered, by whatever route.");
        _meter.CreateObservableGauge("inference.queue.depth", () => new Measurement<int>(queue.Depth, _unit), "{request}", "Requests waiting for the device.");
    }

    /// <summary>Device meters are made from it as well.</summary>
    public Meter Meter => _meter;

    public ActivitySource Source { get; } = new(Name);

    public void Batch(int size) => _batch.Record(size, _unit);

    public void Waited(TimeSpan duration) => _wait.Record(duration.TotalSeconds, _unit);

    public void Request(TimeSpan duration, string size, string? error)
    {
        var tags = new TagList([.. _unit, new("gen_ai.operation.name", "image_generation"), new("inference.image.size", size)]);
        if (error is not null)
            tags.Add("error.type", error);
        else
            _answered.Add(1, tags);
        _request.Record(duration.TotalSeconds, tags);
    }

    public void Dispose() => Source.Dispose();
}
