using System.Net;
using System.Net.Http.Headers;
using Fleet;
using Gateway.Forwarding;
using Gateway.Routing;
using Gateway.Units;

namespace Gateway.Hedging;

/// <summary>
/// Sends one request to a worker and, when that is late with its first byte, to another (Dean and Barroso 2013, the tail at
/// scale). Whoever answers first is taken, the other cancelled; the worker of a request that is cancelled stops within a step.
/// </summary>
/// <param name="attempt">Told whose answer it is.</param>
/// <param name="after">How long the first has.</param>
/// <param name="findOther">Another worker that has room; null: none, and the first is waited for.</param>
/// <param name="ended">Told whether the second was the first to answer.</param>
internal sealed class Hedge(HttpMessageInvoker workers, Attempt attempt, ReadOnlyMemory<byte> body, ImageSize? size, TimeSpan after, TimeProvider time, Func<Selection?> findOther, Action<bool> ended) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // Each sends the body for itself. Were the first's the proxy's own copy, its end would be taken for the end of who answers.
        if (request.Content is { } content) request.Content = Body(content.Headers);
        // An answer that has begun is not ended by these: who reads it has the say.
        using var endFirst = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = workers.SendAsync(request, endFirst.Token);
        if (await IsInTimeAsync(first, cancellationToken).ConfigureAwait(false) || findOther() is not { } other) return await first.ConfigureAwait(false);

        var turn = other.Worker.Begin();
        var copy = Copy(request, other.Worker.Address);
        using var endSecond = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var second = workers.SendAsync(copy, endSecond.Token);
        var soonest = await Task.WhenAny(first, second).ConfigureAwait(false);
        var secondWins = IsAnswer(soonest) ? soonest == second : await IsSecondAsync(soonest, first, second).ConfigureAwait(false);
        ended(secondWins);
        if (secondWins)
        {
            Judge(attempt.Selection.Worker, first);
            await endFirst.CancelAsync().ConfigureAwait(false);
            _ = Discard(first);
            attempt.Replace(other, turn, size);
            return await second.ConfigureAwait(false);
        }

        Judge(other.Worker, second);
        await endSecond.CancelAsync().ConfigureAwait(false);
        _ = Discard(second);
        attempt.Abandon(other, turn, size);
        return await first.ConfigureAwait(false);
    }

    private async Task<bool> IsInTimeAsync(Task first, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var late = Task.Delay(after, time, stop.Token);
        var inTime = await Task.WhenAny(first, late).ConfigureAwait(false) == first || cancellation.IsCancellationRequested;
        await stop.CancelAsync().ConfigureAwait(false);
        return inTime;
    }

    /// <summary>One of them was no answer: the other counts, if it is one.</summary>
    private static async Task<bool> IsSecondAsync(Task soonest, Task<HttpResponseMessage> first, Task<HttpResponseMessage> second)
    {
        var other = soonest == first ? second : first;
        await ((Task)other).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return other == second && IsAnswer(second);
    }

    private static bool IsAnswer(Task<HttpResponseMessage> sent) =>
        sent.IsCompletedSuccessfully && sent.Result.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests);

    /// <summary>Whoever failed meanwhile is taken out, as without a second.</summary>
    private static void Judge(Worker worker, Task<HttpResponseMessage> sent)
    {
        if (sent.IsFaulted && AttemptOutcomes.IsLoss(sent.Exception))
            worker.Eject(WorkerState.Failed, "was lost during a request");
        else if (sent.IsCompletedSuccessfully && sent.Result.StatusCode == HttpStatusCode.ServiceUnavailable)
            worker.Eject(WorkerState.Starting, "answered a request with 503");
    }

    private static async Task Discard(Task<HttpResponseMessage> sent)
    {
        await ((Task)sent).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (sent.IsCompletedSuccessfully) sent.Result.Dispose();
    }

    private HttpRequestMessage Copy(HttpRequestMessage request, string address)
    {
        var copy = new HttpRequestMessage(request.Method, new Uri(address + request.RequestUri!.PathAndQuery)) { Version = request.Version, VersionPolicy = request.VersionPolicy };
        foreach (var (name, values) in request.Headers.NonValidated) copy.Headers.TryAddWithoutValidation(name, values);
        if (request.Content is { } content) copy.Content = Body(content.Headers);
        return copy;
    }

    private ReadOnlyMemoryContent Body(HttpContentHeaders headers)
    {
        var content = new ReadOnlyMemoryContent(body);
        foreach (var (name, values) in headers.NonValidated) content.Headers.TryAddWithoutValidation(name, values);
        return content;
    }
}
