using System.Net.Http.Json;
using System.Text.Json;

namespace AppHost.Commands;

/// <summary>Calls the management routes of gateway and workers.</summary>
internal static class Management
{
    /// <summary>The endpoint that every service has.</summary>
    public const string Endpoint = "http";

    // They are on this machine: no proxy leads there.
    private static readonly HttpClient Client = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Puts a JSON body; null when that went well, else why it did not.</summary>
    public static async Task<string?> PutAsync(EndpointReference endpoint, string path, object body, CancellationToken cancellation)
    {
        if (!endpoint.IsAllocated)
            return $"{endpoint.Resource.Name} does not run.";
        try
        {
            using var answer = await Client.PutAsJsonAsync($"{endpoint.Url}{path}", body, cancellation);
            return answer.IsSuccessStatusCode
                ? null
                : $"{endpoint.Resource.Name} answered {(int)answer.StatusCode}: {Message(await answer.Content.ReadAsStringAsync(cancellation))}";
        }
        catch (Exception unreachable) when (unreachable is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return $"{endpoint.Resource.Name} cannot be reached: {unreachable.Message}";
        }
    }

    /// <summary>The message of an error object.</summary>
    private static string Message(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.GetProperty("error").GetProperty("message").GetString() ?? body;
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return body;
        }
    }
}
