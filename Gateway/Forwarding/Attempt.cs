using System.Diagnostics;
using System.Globalization;
using System.Net;
using Fleet;
using Gateway.Affinity;
using Gateway.Routing;
using Gateway.Telemetry;
using Gateway.Units;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Forwarding;

/// <summary>
/// One try of one request at one worker. When the worker turns the request away and another can take it, nothing of
/// its answer reaches the client.
/// </summary>
internal sealed class Attempt(Selection selection, int number, Tries tries, SessionAffinity? affinity) : HttpTransformer
{
    /// <summary>The worker that it is at.</summary>
    public Selection Selection { get; private set; } = selection;

    /// <summary>How often the request was sent, this time included.</summary>
    public int Number { get; private set; } = number;

    /// <summary>When it came to that worker.</summary>
    public Turn Turn { get; set; }

    /// <summary>Where the request goes next, when the worker turned it away.</summary>
    public Selection? Next { get; private set; }

    /// <summary>Whether the worker turned it away and it goes on: to <see cref="Next"/>, or to wait.</summary>
    public bool IsTurnedAway { get; private set; }

    /// <summary>The answer, when it is a stream of events that one more may be added to.</summary>
    public EventStream? Events { get; private set; }

    public override async ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken).ConfigureAwait(false);
        var headers = proxyRequest.Headers;
        headers.Host = null;
        // The body is here already: there is nothing to wait for.
        headers.ExpectContinue = false;
        // Keys are the gateway's business.
        headers.Authorization = null;
        headers.Remove(InferenceHeaders.Unit);
        TraceHeaders.Inject(Activity.Current, proxyRequest);
    }

    public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is not null && TurnsAway(proxyResponse.StatusCode)) return false;
        await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken).ConfigureAwait(false);
        var response = httpContext.Response;
        Explain(response);
        if (proxyResponse is { IsSuccessStatusCode: true }) affinity?.Keep(httpContext, Selection);
        if (proxyResponse?.Content.Headers is { ContentType.MediaType: EventStream.MediaType, ContentLength: null, ContentEncoding.Count: 0 })
            response.Body = Events = new EventStream(response.Body);
        return true;
    }

    /// <summary>It was sent to another as well, which answers first.</summary>
    public void Replace(Selection other, Turn turn, ImageSize? size)
    {
        Abandon(Selection, Turn, size);
        (Selection, Turn) = (other, turn);
    }

    /// <summary>It was sent twice, and this one's answer is not wanted.</summary>
    public void Abandon(Selection loser, Turn turn, ImageSize? size)
    {
        loser.Unit.End(loser.Worker, turn, size, answered: false);
        Number++;
    }

    /// <summary>Another worker than the one that it is at.</summary>
    public Selection? Another() => tries.Another(Selection);

    /// <summary>Says on the response where it comes from and why.</summary>
    public void Explain(HttpResponse response) => Explain(response, Selection.Unit.Name, Selection.Worker.Name, Selection.Mode, Selection.WeightText, Number);

    public static void Explain(HttpResponse response, string? unit, string? worker, string mode, string? weight, int attempts)
    {
        var headers = response.Headers;
        headers[InferenceHeaders.Unit] = unit;
        headers[InferenceHeaders.Worker] = worker;
        headers[InferenceHeaders.Mode] = mode;
        headers[InferenceHeaders.Weight] = weight;
        headers[InferenceHeaders.Attempts] = attempts.ToString(CultureInfo.InvariantCulture);
    }

    private bool TurnsAway(HttpStatusCode status)
    {
        // A full queue is no defect: the worker keeps its place.
        if (status is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests)) return false;
        if (status == HttpStatusCode.ServiceUnavailable) Selection.Worker.Eject(WorkerState.Starting, "answered a request with 503");
        Next = tries.Next(Selection, status);
        return IsTurnedAway = Next is not null || tries.MayWait;
    }
}
