using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Frontend.Fleet;

namespace Frontend.Gateway;

/// <summary>The gateway's HTTP interface, as far as the frontend uses it. Every failure is an <see cref="InferenceException"/>,
/// except cancellation by the caller.</summary>
internal sealed class InferenceClient(HttpClient http, TimeProvider clock)
{
    // What these routes tell is at hand: a gateway that does not say it in this time will not.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // A figure that is not there is an error to show, not a zero to believe.
    private static readonly JsonSerializerOptions Strict =
        new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true };

    /// <summary>Asks for one picture and yields what happens until it is complete.</summary>
    public async IAsyncEnumerable<GenerationEvent> GenerateAsync(
        GenerationRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "v1/images/generations") { Content = JsonContent.Create(request) };
        message.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await SendAsync(message, cancellation);
        yield return new GenerationEvent.Accepted(Origin.From(response));

        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        if (response.Content.Headers.ContentType?.MediaType != "text/event-stream")
        {
            yield return await ReadWholeAsync(body, cancellation);
            yield break;
        }
        await using var events = GenerationStream.ReadAsync(body, request.PartialImages, cancellation).GetAsyncEnumerator(cancellation);
        while (await GuardAsync(() => events.MoveNextAsync(), cancellation))
            yield return events.Current;
    }

    /// <summary>The units with their weights and figures (<c>GET /fleet</c>).</summary>
    public Task<FleetSnapshot> GetFleetAsync(CancellationToken cancellation) => GetAsync<FleetSnapshot>("fleet", cancellation);

    /// <summary>The same as somebody sees it.</summary>
    public Task<FleetSnapshot> GetFleetAsync(ManagementAccess access, CancellationToken cancellation) =>
        AskAsync<FleetSnapshot>(HttpMethod.Get, "fleet", null, access, cancellation);

    /// <summary>Changes the fleet for somebody; what comes back is the fleet afterwards.</summary>
    public Task<FleetSnapshot> ChangeFleetAsync(HttpMethod method, string path, object body, ManagementAccess access, CancellationToken cancellation) =>
        AskAsync<FleetSnapshot>(method, path, body, access, cancellation);

    /// <summary>What was decided, and then each decision as it is made (<c>GET /fleet/decisions</c>). Ends when the gateway does.</summary>
    public async IAsyncEnumerable<FleetDecision> FollowDecisionsAsync(Action opened, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, "fleet/decisions");
        message.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await SendAsync(message, cancellation);
        opened();
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        await using var events = SseParser.Create(body).EnumerateAsync(cancellation).GetAsyncEnumerator(cancellation);
        while (await GuardAsync(() => events.MoveNextAsync(), cancellation))
            yield return await GuardAsync(() => ValueTask.FromResult(Decision(events.Current.Data)), cancellation);
    }

    /// <summary>The models on offer (<c>GET /v1/models</c>).</summary>
    public Task<ModelList> GetModelsAsync(CancellationToken cancellation) => GetAsync<ModelList>("v1/models", cancellation);

    private static FleetDecision Decision(string json) =>
        JsonSerializer.Deserialize<FleetDecision>(json, Strict) ?? throw new JsonException("A decision is null.");

    private Task<T> GetAsync<T>(string path, CancellationToken cancellation) => AskAsync<T>(HttpMethod.Get, path, null, null, cancellation);

    private async Task<T> AskAsync<T>(HttpMethod method, string path, object? body, ManagementAccess? access, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(Patience, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        return await GuardAsync(
            async () =>
            {
                using var message = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
                access?.Apply(message);
                using var response = await SendAsync(message, limit.Token);
                return await response.Content.ReadFromJsonAsync<T>(Strict, limit.Token) ?? throw new JsonException($"{path} gave null.");
            },
            cancellation);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellation)
    {
        var response = await GuardAsync(
            async () => await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation), cancellation);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw new InferenceException(await GuardAsync(async () => await Faults.FromAsync(response, cancellation), cancellation)) { Status = response.StatusCode };
    }

    private Task<GenerationEvent> ReadWholeAsync(Stream body, CancellationToken cancellation) => GuardAsync<GenerationEvent>(async () =>
    {
        using var document = await JsonDocument.ParseAsync(body, cancellationToken: cancellation);
        return new GenerationEvent.Completed(document.RootElement.GetProperty("data")[0].GetProperty("b64_json").GetBytesFromBase64());
    }, cancellation);

    private async Task<T> GuardAsync<T>(Func<ValueTask<T>> work, CancellationToken cancellation)
    {
        try
        {
            return await work();
        }
        catch (Exception exception) when (exception is not InferenceException && !cancellation.IsCancellationRequested)
        {
            throw new InferenceException(Faults.From(exception, http.BaseAddress), exception);
        }
    }
}
