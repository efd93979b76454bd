using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using Gateway.Telemetry;
using Gateway.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Telemetry;

/// <summary>
/// Whatever route a picture is asked for by, it counts: a server whose /genimage published nothing was scaled as if it were
/// idle (D3). Workers count for themselves; here it is what scalers and people see at the gateway.
/// </summary>
public class EveryRouteCountsTests
{
    [Theory]
    [InlineData("POST", "/genimage", 1)]
    [InlineData("POST", "/generate", 1)]
    [InlineData("POST", "/v1/images/generations", 1)]
    [InlineData("POST", "/benchmark", 10)]
    [InlineData("GET", "/imagine?prompt=a", 1)]
    [InlineData("GET", "/load/2/infer/3", 2)]
    public async Task A_request_is_in_the_duration_the_units_count_its_load_and_the_bill(string method, string path, int pictures)
    {
        await using var scene = await Scene.StartAsync();
        var recorded = new ConcurrentQueue<string>();
        // Instruments are the process's; those of this gateway's factory are its own.
        var factory = scene.Gateway.Services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, it) =>
            {
                if (instrument.Meter.Name == GatewayTelemetry.Name && ReferenceEquals(instrument.Meter.Scope, factory)) it.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) =>
        {
            if (instrument.Name == "inference.gateway.request.duration") recorded.Enqueue($"{tags.ToArray().Single(tag => tag.Key == "inference.unit").Value}");
        });
        listener.Start();

        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = method == "POST" ? new StringContent("""{"prompt":"a"}""", Encoding.UTF8, "application/json") : null };
        using var response = await scene.Gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var unit = response.Unit()!;
        // The answer is whole a moment before it is counted.
        for (var tries = 0; tries < 30_000 && recorded.IsEmpty; tries++) await Task.Delay(1, TestContext.Current.CancellationToken);
        Assert.Equal([unit], recorded);

        var fleet = await scene.Gateway.GetFleetAsync();
        var served = fleet.Units.Single(view => view.Name == unit);
        Assert.Equal((1, 1, true), (served.Requests, served.RequestsPerMinute, served.Load > 0));
        Assert.Equal((1, pictures), (fleet.Requests, fleet.Cost!.Blended.Answers));
    }
}
