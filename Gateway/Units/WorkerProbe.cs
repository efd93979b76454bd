using System.Diagnostics;
using System.Net;
using System.Net.Mime;
using System.Net.Sockets;
using System.Text.Json;

namespace Gateway.Units;

/// <summary>Asks a worker whether it is ready, and what it runs on.</summary>
internal sealed class WorkerProbe(TimeProvider time, TimeSpan timeout, Version protocol) : IDisposable
{
    private const int AnswerLimit = 1 << 20;

    // No traces: probes come all the time and say nothing. A connection of its own is never queued behind a picture.
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = timeout,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
    });

    public async Task<ProbeResult> AskAsync(Worker worker, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            using var request = Request(worker, "/readiness");
            using var response = await _client.SendAsync(request, both.Token).ConfigureAwait(false);
            var report = await ReadReportAsync(response, both.Token).ConfigureAwait(false);
            return response.StatusCode switch
            {
                >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => new(ProbeOutcome.Ready, "is ready") { Report = report },
                HttpStatusCode.InternalServerError => new(ProbeOutcome.Failed, "says that it has failed") { Report = report },
                var status => new(ProbeOutcome.NotReady, report?.Reason is { } why ? $"answers {(int)status}: {why}" : $"answers {(int)status}") { Report = report },
            };
        }
        catch (IOException exception)
        {
            return new(ProbeOutcome.Refused, $"broke off its answer: {exception.Message}");
        }
        catch (HttpRequestException exception)
        {
            return new(ProbeOutcome.Refused, Why(exception, worker.Address));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new(ProbeOutcome.Late, $"does not answer within {timeout.TotalSeconds:0.###} s");
        }
    }

    /// <summary>What the worker's model list says of its devices; null when it cannot be read.</summary>
    public async Task<WorkerDevices?> AskDevicesAsync(Worker worker, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            using var request = Request(worker, "/v1/models");
            using var response = await _client.SendAsync(request, both.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode || response.Content.Headers.ContentLength > AnswerLimit) return null;
            using var json = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(both.Token).ConfigureAwait(false), default, both.Token).ConfigureAwait(false);
            var model = json.RootElement.GetProperty("data").EnumerateArray().FirstOrDefault();
            if (model.ValueKind != JsonValueKind.Object) return null;
            return new WorkerDevices(model.TryGetProperty("emulated", out var emulated) ? emulated.ValueKind == JsonValueKind.True : null, Text(model, "platform"), Text(model, "device_kind"));
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested
            && exception is HttpRequestException or OperationCanceledException or JsonException or KeyNotFoundException or InvalidOperationException or IOException)
        {
            return null;
        }
    }

    private static async Task<WorkerReport?> ReadReportAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.Content.Headers.ContentType?.MediaType != MediaTypeNames.Application.Json || response.Content.Headers.ContentLength > AnswerLimit) return null;
        var answer = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        using var buffer = new MemoryStream();
        // Of a length that is not said, no more is read than of one that is.
        var part = new byte[4096];
        while (await answer.ReadAsync(part, cancellation).ConfigureAwait(false) is > 0 and var count)
        {
            buffer.Write(part, 0, count);
            if (buffer.Length > AnswerLimit) return null;
        }

        return WorkerReport.Read(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
    }

    // Says that this is part of a trace which is not recorded, for a worker would begin one of its own.
    private HttpRequestMessage Request(Worker worker, string path) => new(HttpMethod.Get, worker.Address + path)
    {
        Version = protocol,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        Headers = { { "traceparent", $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-00" } },
    };

    private static string? Text(JsonElement model, string field) =>
        model.TryGetProperty(field, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    // What the system says ("Connection refused") is true, and tells a reader nothing of workers.
    internal static string Why(HttpRequestException exception, string address) => exception switch
    {
        { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => $"is not started yet, or stopped: nothing listens at {address}",
        // Whether the name server has no such name or cannot be asked makes no difference here.
        { HttpRequestError: HttpRequestError.NameResolutionError }
            or { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } } => $"is not started yet, or stopped: nobody knows the name in {address}",
        _ => $"cannot be asked at {address}: {exception.Message}",
    };

    public void Dispose() => _client.Dispose();
}
