using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Trace;
using ServiceDefaults.Routing;
using ServiceDefaults.Telemetry;

namespace ServiceDefaults.Tests;

public sealed class TelemetryTests
{
    // Nobody listens there: what is sent is lost, and nothing else depends on it.
    private static readonly Dictionary<string, string?> Exporting = new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:1" };

    [Fact]
    public async Task Nothing_is_traced_for_nobody()
    {
        await using var silent = await TestService.StartAsync();
        await using var exporting = await TestService.StartAsync(Exporting);

        Assert.Null(silent.Services.GetService<TracerProvider>());
        Assert.NotNull(exporting.Services.GetService<TracerProvider>());
    }

    [Fact]
    public async Task A_request_and_what_it_does_are_one_trace_and_probes_are_none()
    {
        using var source = new ActivitySource("Inference.Test");
        var ended = new ConcurrentQueue<Activity>();
        var probes = ActivityTraceId.CreateRandom();
        await using (var service = await TestService.StartAsync(
            Exporting,
            configure: builder => builder.Services.ConfigureOpenTelemetryTracerProvider(
                tracing => tracing.AddProcessor(new SimpleActivityExportProcessor(new Recorder(ended)))),
            map: Map))
        {
            foreach (var path in new[] { "/health", "/readiness", "/state" })
            {
                using var asked = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "traceparent", $"00-{probes}-{ActivitySpanId.CreateRandom()}-01" } } };
                using var probe = await service.Client.SendAsync(asked, TestContext.Current.CancellationToken);
                Assert.True(probe.IsSuccessStatusCode);
            }

            using var work = await service.Client.GetAsync("/work", TestContext.Current.CancellationToken);
        }

        var step = Assert.Single(ended, activity => activity.OperationName == "step");
        // Sources are the process's: requests of tests that run at once are seen too.
        var request = Assert.Single(ended, activity => activity.SpanId == step.ParentSpanId);
        Assert.Equal("GET /work", request.DisplayName);
        Assert.DoesNotContain(ended, activity => activity.Kind == ActivityKind.Server && activity.TraceId == probes);

        void Map(WebApplication app)
        {
            app.MapRead("/state", () => "well").WithoutTraces();
            app.MapGet("/work", () =>
            {
                using var step = source.StartActivity("step");
                return Results.Ok();
            });
        }
    }

    [Fact]
    public async Task Metrics_are_served_as_prometheus_text_when_switched_on()
    {
        using var meter = new Meter("Inference.Test");
        await using var service = await TestService.StartAsync(new() { ["Metrics:Prometheus"] = "true" });
        meter.CreateCounter<long>("inference.artifact.hits", "{artifact}", "Artifacts found in the store.").Add(3, new KeyValuePair<string, object?>("model", "flux"));
        meter.CreateHistogram<double>("inference.step.duration", "s").Record(0.04);

        var text = await service.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);

        Assert.Contains("# TYPE inference_artifact_hits_total counter\ninference_artifact_hits_total{model=\"flux\"} 3\n", text, StringComparison.Ordinal);
        Assert.Contains("inference_step_duration_seconds_bucket{le=\"+Inf\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("inference_step_duration_seconds_sum 0.04\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_are_off_by_default()
    {
        await using var service = await TestService.StartAsync();

        using var answer = await service.Client.GetAsync("/metrics", TestContext.Current.CancellationToken);

        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
    }

    private sealed class Recorder(ConcurrentQueue<Activity> ended) : BaseExporter<Activity>
    {
        public override ExportResult Export(in Batch<Activity> batch)
        {
            foreach (var activity in batch)
                ended.Enqueue(activity);
            return ExportResult.Success;
        }
    }
}
