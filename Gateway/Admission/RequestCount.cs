using System.Globalization;
using Gateway.Routing;

namespace Gateway.Admission;

/// <summary>How much a request asks for, by the fields that workers read; what they will refuse counts as little.</summary>
internal static class RequestCount
{
    /// <summary>No worker draws or measures more.</summary>
    private const int Most = 1000;

    private const int MostTokens = 1 << 20;

    // Workers' own, where a request does not say.
    private const int RunsOfBenchmark = 10;

    private const int TokensOfAnswer = 256;

    // English by the usual tokenizers; the rest of the JSON counts too, which errs on the safe side.
    private const int BytesPerToken = 4;

    /// <summary>Answers: <c>n</c>, or the runs of a measurement.</summary>
    public static int Of(HttpContext context, in InferenceRequest request)
    {
        if (context.Request.RouteValues.TryGetValue("runs", out var runs))
            return int.TryParse(runs as string, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? Math.Clamp(count, 1, Most) : 1;
        var given = context.Request.Path.Value!.EndsWith("/benchmark", StringComparison.OrdinalIgnoreCase) ? request.Runs ?? RunsOfBenchmark : request.Count ?? 1;
        return (int)Math.Clamp(given, 1, Most);
    }

    /// <summary>Tokens, as OpenAI counts for its limits: an estimate of the prompt's, and those that the answer may have.</summary>
    public static int Tokens(in InferenceRequest request) =>
        (int)Math.Min(int.MaxValue, (request.Body.Length / BytesPerToken) + (Math.Clamp(request.MostTokens ?? TokensOfAnswer, 0, MostTokens) * Math.Clamp(request.Count ?? 1, 1, Most)));
}
