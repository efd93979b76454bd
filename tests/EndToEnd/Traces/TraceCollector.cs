using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EndToEnd.Traces;

/// <summary>Takes in spans by OTLP over HTTP and keeps them.</summary>
internal sealed class TraceCollector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private readonly List<CollectedSpan> _spans = [];
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TraceCollector(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public static async Task<TraceCollector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var collector = new TraceCollector(app);
        app.MapPost("/v1/traces", collector.TakeAsync);
        app.MapPost("/v1/{signal}", () => Results.Ok());
        await app.StartAsync();
        return collector;
    }

    /// <summary>Completes with the trace's spans once there are enough of them.</summary>
    public async Task<IReadOnlyList<CollectedSpan>> WaitForAsync(string trace, Func<IReadOnlyList<CollectedSpan>, bool> enough, CancellationToken cancellation)
    {
        while (true)
        {
            Task arrived;
            CollectedSpan[] spans;
            lock (_lock)
            {
                arrived = _arrived.Task;
                spans = [.. _spans.Where(span => span.Trace == trace)];
            }
            if (enough(spans))
                return spans;
            await arrived.WaitAsync(cancellation);
        }
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var spans = CollectedSpan.Read(body.ToArray());
        TaskCompletionSource arrived;
        lock (_lock)
        {
            _spans.AddRange(spans);
            arrived = _arrived;
            _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        arrived.SetResult();
    }
}
