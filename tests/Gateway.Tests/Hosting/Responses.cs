using System.Text.Json;

namespace Gateway.Tests.Hosting;

/// <summary>Reads what tests look at in a response.</summary>
internal static class Responses
{
    public static string? Header(this HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.Single() : null;

    public static string? Unit(this HttpResponseMessage response) => response.Header(InferenceHeaders.Unit);

    public static Task<string> TextAsync(this HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    /// <summary>The error object of OpenAI's shape.</summary>
    public static async Task<(string Code, string Message, string? Param, string Type)> ErrorAsync(this HttpResponseMessage response)
    {
        using var json = JsonDocument.Parse(await response.TextAsync());
        var error = json.RootElement.GetProperty("error");
        return (error.GetProperty("code").GetString()!, error.GetProperty("message").GetString()!, error.GetProperty("param").GetString(), error.GetProperty("type").GetString()!);
    }
}
