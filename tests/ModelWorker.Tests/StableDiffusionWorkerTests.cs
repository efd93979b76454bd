using System.Net.Http.Json;
using Compiler.Models;
using Emulator;
using Fleet;
using Inference.Images;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using ModelWorker.Devices;
using Pjrt;

namespace ModelWorker.Tests;

/// <summary>Stable Diffusion 2.1 and XL, small and of random weights, from HTTP to the emulated devices and back.</summary>
[Collection("Devices whose compilations are counted")]
public sealed class StableDiffusionWorkerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("worker-tests-");

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("stable-diffusion", "random-sd21")]
    [InlineData("stable-diffusion-xl", "random-sdxl")]
    public async Task It_draws_with_guidance_away_from_the_negative_prompt(string architecture, string configuration)
    {
        await using var app = await StartAsync(architecture, configuration);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()), Timeout = TimeSpan.FromMinutes(2) };
        while (!(await client.GetAsync("/readiness", Ended)).IsSuccessStatusCode)
            await Task.Delay(50, Ended);
        var model = (await TestWorker.JsonAsync(await client.GetAsync("/v1/models", Ended))).GetProperty("data")[0];
        Assert.Equal("random", model.GetProperty("weights").GetString());

        async Task<byte[]> DrawAsync(string? negative, double guidance)
        {
            var body = new { prompt = "a red circle", negative_prompt = negative, guidance_scale = guidance, seed = 4, num_inference_steps = 2 };
            var answer = await TestWorker.JsonAsync(await client.PostAsJsonAsync("/v1/images/generations", body, Ended));
            var image = Png.Decode(answer.GetProperty("data")[0].GetProperty("b64_json").GetBytesFromBase64());
            Assert.Equal((64, 64), (image.Width, image.Height));
            return image.Pixels;
        }

        var plain = await DrawAsync("blue", 6);
        Assert.Equal(plain, await DrawAsync("blue", 6));
        Assert.NotEqual(plain, await DrawAsync("a green square, blurred", 6));
        Assert.NotEqual(plain, await DrawAsync("blue", 3));
        // Without guidance nothing is moved away from.
        Assert.Equal(await DrawAsync("blue", 1), await DrawAsync("a green square, blurred", 1));
    }

    private async Task<WebApplication> StartAsync(string architecture, string configuration)
    {
        var made = Path.Combine(_folder.FullName, "made");
        RandomModel.Write(FleetPaths.Resolve($"models/{configuration}"), made, seed: 5);
        var fleet = Path.Combine(_folder.FullName, "fleet.json");
        await File.WriteAllTextAsync(fleet, $$"""
            { "models": { "m": { "architecture": "{{architecture}}", "path": "{{made}}", "random": { "configuration": "models/{{configuration}}", "seed": 5 }, "sizes": ["64x64"], "steps": 2, "guidance": 5 } },
              "units": { "u": { "model": "m", "accelerator": "a10g", "instance": "g5.xlarge", "devices": 1, "capacity": { "64x64": { "latencySeconds": 1, "perMinute": 60 } } } } }
            """, Ended);
        var unit = WorkerUnit.Find(fleet, "u", emulated: true);
        var devices = WorkerDevices.Open(new DeviceSettings { Emulated = true }, unit, new WorkerPlatform { Family = AcceleratorFamily.Cuda, Emulator = EmulatorPlugin.GetPjrtApi });
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("Worker:Unit", unit.Name), new("Artifacts:Path", Path.Combine(_folder.FullName, "store"))]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddModelWorker(unit).AddDevices(devices);
        var app = builder.Build();
        app.MapModelWorker();
        await app.StartAsync(Ended);
        return app;
    }
}
