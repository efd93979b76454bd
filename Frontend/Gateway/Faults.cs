using System.Net;
using System.Text.Json;

namespace Frontend.Gateway;

/// <summary>Turns what can go wrong between here and the model into words.</summary>
internal static class Faults
{
    public static async Task<Fault> FromAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var body = await response.Content.ReadAsStringAsync(cancellation);
        var error = OpenAiError.Parse(body);
        var title = response.StatusCode switch
        {
            _ when error?.Code == "unknown_unit" => "There is no such unit",
            _ when error?.Code is "not_emulated" or "devices_not_set" => "The devices could not be changed",
            HttpStatusCode.BadRequest when error?.Parameter is { } field => $"The request is not valid: {field}",
            HttpStatusCode.BadRequest => "The request is not valid",
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => "The gateway refused the request",
            HttpStatusCode.NotFound => "There is no such model",
            HttpStatusCode.RequestEntityTooLarge => "The request is too large",
            HttpStatusCode.TooManyRequests => "All units are busy",
            HttpStatusCode.ServiceUnavailable => "No unit can serve this right now",
            _ => $"The gateway answered {(int)response.StatusCode} {response.ReasonPhrase}",
        };
        return new(title, error?.Message ?? "The answer says no more than that.", error?.Code, RetryAfter(response));
    }

    /// <summary>An error event in the middle of a stream; <paramref name="json"/> is its data.</summary>
    public static Fault FromEvent(string json) =>
        OpenAiError.Parse(json) is { } error
            ? new("The picture could not be finished", error.Message, error.Code)
            : new("The picture could not be finished", "The model server reported an error without a message.");

    public static Fault From(Exception exception, Uri? gateway) => exception switch
    {
        InferenceException known => known.Fault,
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } refused =>
            new("The gateway cannot be reached", $"Nothing answers at {gateway?.GetLeftPart(UriPartial.Authority)}: {refused.Message}"),
        HttpRequestException or IOException =>
            new("The connection was lost", "It ended before the answer was complete. Trying again is safe."),
        OperationCanceledException or TimeoutException => new("This took too long", "The gateway did not answer in time."),
        JsonException => new("The answer cannot be read", "The gateway sent something that is not in the form agreed on."),
        _ => new("Something went wrong", exception.Message),
    };

    private static TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when response.Headers.Date is { } now && date > now => date - now,
        _ => null,
    };
}
