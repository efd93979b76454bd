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
            using var request = new HttpRequestMessage(HttpMethod.Get, worker.Address + "/readiness");
            using var response = await _client.SendAsync(request, both.Token).ConfigureAwait(false);
            return response.StatusCode switch
            {
                >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => new(ProbeOutcome.Ready, "is ready"),
                HttpStatusCode.InternalServerError => new(ProbeOutcome.Failed, "says that it has failed"),
                var status => new(ProbeOutcome.NotReady, $"answers {(int)status}"),
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

    /// <summary>Whether the worker's model list says "emulated"; null when it does not say.</summary>
    public async Task<bool?> IsEmulatedAsync(Worker worker, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, worker.Address + "/v1/models");
            using var response = await _client.SendAsync(request, both.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode || response.Content.Headers.ContentLength > AnswerLimit) return null;
            using var json = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(both.Token).ConfigureAwait(false), default, both.Token).ConfigureAwait(false);
            return json.RootElement.GetProperty("data").EnumerateArray().Any(model => model.TryGetProperty("emulated", out var emulated) && emulated.ValueKind == JsonValueKind.True);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested
            && exception is HttpRequestException or OperationCanceledException or JsonException or KeyNotFoundException or InvalidOperationException or IOException)
        {
            return null;
        }
    }

    // What the system says ("Connection refused") is true, and tells a reader nothing of workers.
    private static string Why(HttpRequestException exception, string address) => exception switch
    {
        { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => $"is not started yet, or stopped: nothing listens at {address}",
        { HttpRequestError: HttpRequestError.NameResolutionError } => $"is not started yet, or stopped: nobody knows the name in {address}",
        _ => $"cannot be asked at {address}: {exception.Message}",
    };

    public void Dispose() => _client.Dispose();
}
