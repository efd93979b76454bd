using System.Net.Http.Json;
using System.Text.Json;
using Inference.Images;

namespace EndToEnd;

/// <summary>Asks the gateway for pictures as an application would.</summary>
internal sealed class GatewayClient
{
    private readonly HttpClient _http;

    public GatewayClient(HttpClient http)
    {
        _http = http;
        _http.Timeout = TimeSpan.FromMinutes(5);
    }

    public const string CircleOnBlue = "a large red circle on a blue background";

    /// <param name="unit">Pins the request to a unit; null lets the gateway choose.</param>
    public async Task<HttpResponseMessage> RequestAsync(string prompt, string size, int steps, long seed, string? unit, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "v1/images/generations")
        {
            Content = JsonContent.Create(new { model = "flux", prompt, size, num_inference_steps = steps, seed, response_format = "b64_json" }),
        };
        if (unit is not null)
            message.Headers.Add("X-Inference-Unit", unit);
        return await _http.SendAsync(message, cancellation);
    }

    /// <summary>The picture of the model's own ten steps.</summary>
    public async Task<RgbImage> DrawAsync(string prompt, string size, long seed, string unit, CancellationToken cancellation)
    {
        using var response = await RequestAsync(prompt, size, steps: 10, seed, unit, cancellation);
        var body = await response.Content.ReadAsStringAsync(cancellation);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {body}");
        Assert.Equal(unit, Assert.Single(response.Headers.GetValues("X-Inference-Unit")));
        using var answer = JsonDocument.Parse(body);
        return Png.Decode(answer.RootElement.GetProperty("data")[0].GetProperty("b64_json").GetBytesFromBase64());
    }

    /// <summary>One unit's entry of <c>GET /fleet</c>.</summary>
    public async Task<JsonElement> UnitAsync(string name, CancellationToken cancellation)
    {
        var fleet = await _http.GetFromJsonAsync<JsonElement>("fleet", cancellation);
        return fleet.GetProperty("units").EnumerateArray().Single(unit => unit.GetProperty("name").GetString() == name);
    }

    /// <summary>Asks until the unit's entry is as wanted.</summary>
    public async Task WaitForUnitAsync(string name, Func<JsonElement, bool> wanted, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!wanted(await UnitAsync(name, cancellation)))
            await timer.WaitForNextTickAsync(cancellation);
    }
}
