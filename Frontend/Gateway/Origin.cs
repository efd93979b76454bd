using System.Globalization;

namespace Frontend.Gateway;

/// <summary>Who answered and why, from the gateway's <c>X-Inference-*</c> response headers. Null where a header is absent.</summary>
/// <param name="Weight">The unit's share of the traffic for this size, 0 to 1, when the request was routed.</param>
public sealed record Origin(string? Unit, string? Worker, string? Mode, double? Weight, int? Attempts)
{
    internal static Origin From(HttpResponseMessage response)
    {
        return new(Header("Unit"), Header("Worker"), Header("Mode"),
            double.TryParse(Header("Weight"), NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) ? weight : null,
            int.TryParse(Header("Attempts"), NumberStyles.None, CultureInfo.InvariantCulture, out var attempts) ? attempts : null);

        string? Header(string name) =>
            response.Headers.TryGetValues($"X-Inference-{name}", out var values) ? values.FirstOrDefault() : null;
    }
}
