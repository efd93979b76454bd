using System.Globalization;

namespace Gateway.Admission;

/// <summary>
/// Tells what is left of the rates, in OpenAI's headers: <c>x-ratelimit-limit-requests: 60</c>,
/// <c>x-ratelimit-remaining-requests: 59</c>, <c>x-ratelimit-reset-requests: 1s</c>, and so for images and tokens. The
/// limit is this gateway's part, and reset says when all of it is there again.
/// </summary>
internal static class RateHeaders
{
    public static void TellAtTheEnd(HttpContext context, Account account)
    {
        // Last of all: what a worker sent is taken back before another is asked.
        if (account.HasRates) context.Response.OnStarting(static state => Tell(((HttpContext, Account))state), (context, account));
    }

    private static Task Tell((HttpContext Context, Account Account) of)
    {
        var (requests, images, tokens) = of.Account.Rates();
        var headers = of.Context.Response.Headers;
        Tell(headers, "requests", requests);
        Tell(headers, "images", images);
        Tell(headers, "tokens", tokens);
        return Task.CompletedTask;
    }

    private static void Tell(IHeaderDictionary headers, string what, RateLeft? rate)
    {
        if (rate is not { } known) return;
        headers[$"x-ratelimit-limit-{what}"] = known.Limit.ToString("0.###", CultureInfo.InvariantCulture);
        headers[$"x-ratelimit-remaining-{what}"] = known.Left.ToString(CultureInfo.InvariantCulture);
        headers[$"x-ratelimit-reset-{what}"] = Text(known.UntilFull);
    }

    /// <summary>As OpenAI writes it: <c>1m30s</c>, <c>2s</c>, <c>40ms</c>.</summary>
    internal static string Text(TimeSpan time)
    {
        var milliseconds = (long)Math.Ceiling(time.TotalMilliseconds);
        return milliseconds < 1000
            ? string.Create(CultureInfo.InvariantCulture, $"{milliseconds}ms")
            : string.Create(CultureInfo.InvariantCulture, $"{(milliseconds >= 60_000 ? $"{milliseconds / 60_000}m" : "")}{milliseconds % 60_000 / 1000m:0.###}s");
    }
}
