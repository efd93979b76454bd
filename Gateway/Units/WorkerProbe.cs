using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Gateway.Units;

/// <summary>Asks a worker whether it is ready, and what it runs on.</summary>
internal sealed class WorkerProbe(TimeProvider time, TimeSpan timeout) : IDisposable
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
            return response.StatusCode switch
            {
                >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => new(ProbeOutcome.Ready, "is ready"),
                HttpStatusCode.InternalServerError => new(ProbeOutcome.Failed, "says that it has failed"),
                var status => new(ProbeOutcome.NotReady, await ReasonAsync(response, both.Token).ConfigureAwait(false) is { } reason ? $"answers {(int)status}: {reason}" : $"answers {(int)status}"),
            };
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

    // Says that this is part of a trace which is not recorded, for a worker would begin one of its own.
    private static HttpRequestMessage Request(Worker worker, string path) => new(HttpMethod.Get, worker.Address + path)
    {
        Headers = { { "traceparent", $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-00" } },
    };

    private static string? Text(JsonElement model, string field) =>
        model.TryGetProperty(field, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    /// <summary>What the worker says of the first check that fails; null when it says nothing that can be read.</summary>
    private static async Task<string?> ReasonAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.Content.Headers.ContentLength > AnswerLimit) return null;
        try
        {
            using var json = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false), default, cancellation).ConfigureAwait(false);
            return json.RootElement.GetProperty("checks").EnumerateObject()
                .Select(check => check.Value)
                .FirstOrDefault(check => check.GetProperty("status").GetString() != "Healthy") is { ValueKind: JsonValueKind.Object } failing
                ? failing.GetProperty("description").GetString()
                : null;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or HttpRequestException or IOException)
        {
            return null;
        }
    }

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
