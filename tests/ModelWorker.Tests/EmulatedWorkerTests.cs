using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using Emulator;
using Fleet;
using Inference.Images;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ModelWorker.Devices;
using ModelWorker.Pipelines;
using ModelWorker.Readiness;
using Pjrt;
using Pjrt.Emulation;

namespace ModelWorker.Tests;

/// <summary>The default model on an emulated GPU, from HTTP to the device and back.</summary>
[Collection("Devices whose compilations are counted")]
public sealed class EmulatedWorkerTests : IDisposable
{
    private const string FleetJson = """
        { "models": { "flux": { "architecture": "flux", "path": "models/tiny-flux", "sizes": [SIZES], "textLength": 32 } },
          "units": { "flux-small": { "model": "flux", "accelerator": "a10g", "instance": "g5.xlarge", "devices": 1,
            "capacity": { "256x144": { "latencySeconds": 1, "perMinute": 60 } } } } }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("worker-tests-");

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    private (WorkerUnit Unit, WorkerDevices Devices) Open(string sizes = "\"256x144\"")
    {
        var fleet = Path.Combine(_folder.FullName, "fleet.json");
        File.WriteAllText(fleet, FleetJson.Replace("SIZES", sizes, StringComparison.Ordinal));
        var unit = WorkerUnit.Find(fleet, "flux-small", emulated: true);
        return (unit, WorkerDevices.Open(new DeviceSettings { Emulated = true }, unit, new WorkerPlatform
        {
            Family = AcceleratorFamily.Cuda,
            Emulator = EmulatorPlugin.GetPjrtApi,
        }));
    }

    private async Task<(WebApplication App, WorkerDevices Devices, HttpClient Client)> StartAsync(string sizes = "\"256x144\"", bool required = false)
    {
        var (unit, devices) = Open(sizes);
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("Worker:Unit", unit.Name), new("Artifacts:Path", Path.Combine(_folder.FullName, "store")), new("Artifacts:Required", $"{required}")]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddModelWorker(unit).AddDevices(devices);
        var app = builder.Build();
        app.MapModelWorker();
        await app.StartAsync(Ended);
        var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()), Timeout = TimeSpan.FromMinutes(5) };
        while (!(await client.GetAsync("/readiness", Ended)).IsSuccessStatusCode)
            await Task.Delay(50, Ended);
        return (app, devices, client);
    }

    [Fact]
    public async Task It_draws_what_the_prompt_says_fails_on_request_and_compiles_nothing_the_second_time()
    {
        var (app, devices, client) = await StartAsync();
        await using (app)
        using (client)
        {
            var model = (await TestWorker.JsonAsync(await client.GetAsync("/v1/models", Ended))).GetProperty("data")[0];
            Assert.Equal(("a10g", "emulated", "a10g"), (model.GetProperty("accelerator").GetString(), model.GetProperty("platform").GetString(), model.GetProperty("device_kind").GetString()));
            var png = await client.GetByteArrayAsync("/imagine?prompt=a%20large%20red%20circle%20on%20a%20blue%20background&seed=41&num_inference_steps=6", Ended);
            var image = Png.Decode(png);
            Assert.Equal((256, 144), (image.Width, image.Height));
            var (middle, rim) = (image[128, 72], image[5, 5]);
            Assert.True(middle.Red > 150 && middle.Blue < 100, $"middle {middle}");
            Assert.True(rim.Blue > 150 && rim.Red < 100, $"rim {rim}");
            await BusyAsync();
            Assert.Contains(Measure("inference.device.memory.usage"), bytes => bytes > 1_000_000);
            await FailsAndRecoversAsync(client);
        }

        var emulator = EmulatorExtension.Find(devices.Plugin)!;
        var before = emulator.GetCounters().Compilations;
        var (again, _, otherClient) = await StartAsync();
        await using (again)
        using (otherClient)
            Assert.Equal(before, emulator.GetCounters().Compilations);

        await ASizeThatIsNotCompiledIsLeftOutAsync();
    }

    /// <summary>A share covers at least a second, so one taken just before the picture is repeated for so long.</summary>
    private async Task BusyAsync()
    {
        for (var attempt = 0; attempt < 30 && !Measure("inference.device.utilization").Any(share => share > 0); attempt++)
            await Task.Delay(100, Ended);
        Assert.Contains(Measure("inference.device.utilization"), share => share > 0);
    }

    /// <summary>Where a worker may not compile, it serves the sizes that somebody has compiled, and tells the gateway which.</summary>
    private async Task ASizeThatIsNotCompiledIsLeftOutAsync()
    {
        var (app, _, client) = await StartAsync("\"128x64\", \"256x144\"", required: true);
        await using (app)
        using (client)
        {
            Assert.Contains("\"sizes\":[\"256x144\"]", await client.GetStringAsync("/readiness", Ended));
            using var refused = await client.GetAsync("/imagine?prompt=a&size=128x64", Ended);
            var (message, _) = await TestWorker.ErrorAsync(refused, HttpStatusCode.BadRequest, "unsupported_size");
            Assert.Contains("256x144", message);
        }
    }

    [Fact]
    public async Task Once_what_was_missing_is_compiled_it_says_again_that_it_loads()
    {
        var (unit, devices) = Open();
        using var opened = devices;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Artifacts:Path", Path.Combine(_folder.FullName, "store"))]).Build();
        var state = new WorkerState();
        var wait = new ArtifactWait(unit, state, TimeProvider.System, NullLogger<ArtifactWait>.Instance);
        using var later = new LaterSizes(unit, wait, TimeProvider.System, NullLogger<LaterSizes>.Instance);
        var fetch = new ModelFetch(unit, state, configuration, TimeProvider.System, NullLogger<ModelFetch>.Instance);
        var factory = new UnitPipelineFactory(devices, unit, state, fetch, wait, later, configuration, TimeProvider.System, NullLogger<UnitPipelineFactory>.Instance);
        await using var pipeline = await factory.LoadAsync(Ended);
        Assert.NotEqual(0, EmulatorExtension.Find(devices.Plugin)!.GetCounters(devices.Client!).Compilations);
        Assert.Equal("The model is being loaded onto the devices.", state.Status.Reason);
    }

    private static async Task FailsAndRecoversAsync(HttpClient client)
    {
        async Task<HttpStatusCode> Set(int device, object fault) => (await client.PutAsJsonAsync($"/devices/{device}", fault, Ended)).StatusCode;
        async Task<HttpResponseMessage> Draw() => await client.GetAsync("/imagine?prompt=a&num_inference_steps=1", Ended);

        Assert.Equal(HttpStatusCode.NotFound, await Set(1, new { fault = "fail" }));
        Assert.Equal(HttpStatusCode.BadRequest, await Set(0, new { fault = "explode" }));
        Assert.Contains("\"faultyCores\":[]", await client.GetStringAsync("/readiness", Ended));
        Assert.Equal(HttpStatusCode.OK, await Set(0, new { fault = "fail" }));
        Assert.Contains("\"faultyCores\":[0]", await client.GetStringAsync("/readiness", Ended));
        for (var i = 0; i < DeviceHealth.MostFailures; i++)
            await TestWorker.ErrorAsync(await Draw(), HttpStatusCode.ServiceUnavailable, "device_failed");
        await TestWorker.ErrorAsync(await Draw(), HttpStatusCode.ServiceUnavailable, "not_ready");
        using (var unready = await client.GetAsync("/readiness", Ended))
            Assert.Contains("failed 3 times in a row", await unready.Content.ReadAsStringAsync(Ended));
        Assert.Equal(HttpStatusCode.OK, await Set(0, new { fault = "none" }));
        while (!(await client.GetAsync("/readiness", Ended)).IsSuccessStatusCode)
            await Task.Delay(50, Ended);
        Assert.True((await Draw()).IsSuccessStatusCode);
    }

    private static List<double> Measure(string name)
    {
        var values = new List<double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, it) =>
            {
                if (instrument.Name == name)
                    it.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => values.Add(value));
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => values.Add(value));
        listener.Start();
        listener.RecordObservableInstruments();
        return values;
    }
}
