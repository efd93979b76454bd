using System.Net;
using Emulator;
using Fleet;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelWorker.Devices;
using Pjrt;
using Pjrt.Emulation;

namespace ModelWorker.Tests;

/// <summary>A worker as in a cluster: it compiles nothing, says what it waits for, and starts when that has come.</summary>
public sealed class MissingArtifactsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("missing-artifacts-tests-").FullName;

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    private string Model => Path.Combine(_folder, "models", "tiny-flux");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Readiness_names_what_is_missing_until_it_is_there()
    {
        await using var worker = await StartAsync(required: true);
        var devices = worker.Services.GetRequiredService<WorkerDevices>();
        using var client = new HttpClient { BaseAddress = new Uri(worker.Urls.Single()) };

        Assert.Contains($"waits for its model: the model's folder {Model} does not exist", await UnreadyUntilAsync(client, "its model"));

        CopyModel();
        var missing = await UnreadyUntilAsync(client, "compiled programs");
        Assert.Matches(@"the first being text_encoder .*, key [0-9a-f]{64}\.", missing);
        Assert.Contains("looks again every 10 s", missing);
        Assert.True((await client.GetAsync("/health", Ended)).IsSuccessStatusCode);

        // What the compile job does, done by a worker that may.
        await using (var compiling = await StartAsync(required: false))
        {
            using var other = new HttpClient { BaseAddress = new Uri(compiling.Urls.Single()) };
            await ReadyAsync(other);
        }

        await ReadyAsync(client);
        Assert.Equal(0, EmulatorExtension.Find(devices.Plugin)!.GetCounters(devices.Client).Compilations);
    }

    /// <summary>A size may be compiled while the others serve: no worker starts again for it.</summary>
    [Fact]
    public async Task A_size_that_is_compiled_later_is_served_without_a_restart()
    {
        CopyModel();
        await CompileAsync("64x32");
        await using var worker = await StartAsync(required: true, "64x32", "32x32");
        var devices = worker.Services.GetRequiredService<WorkerDevices>();
        using var client = new HttpClient { BaseAddress = new Uri(worker.Urls.Single()) };
        await ReadyAsync(client);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (await DrawAsync(client, "64x32"), await DrawAsync(client, "32x32")));

        await CompileAsync("64x32", "32x32");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ended);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        while (!(await client.GetStringAsync("/readiness", limit.Token)).Contains("32x32", StringComparison.Ordinal)) await Task.Delay(20, limit.Token);
        Assert.Equal(HttpStatusCode.OK, await DrawAsync(client, "32x32"));
        Assert.Equal(0, EmulatorExtension.Find(devices.Plugin)!.GetCounters(devices.Client).Compilations);

        // What the compile job does, done by a worker that may.
        async Task CompileAsync(params string[] sizes)
        {
            await using var compiling = await StartAsync(required: false, sizes);
            using var other = new HttpClient { BaseAddress = new Uri(compiling.Urls.Single()) };
            await ReadyAsync(other);
        }
    }

    private static async Task<HttpStatusCode> DrawAsync(HttpClient client, string size)
    {
        using var response = await client.GetAsync($"/imagine?prompt=a&num_inference_steps=1&size={size}", Ended);
        return response.StatusCode;
    }

    private async Task<WebApplication> StartAsync(bool required, params string[] sizes)
    {
        var listed = string.Join(", ", (sizes.Length > 0 ? sizes : ["64x32"]).Select(size => $"\"{size}\""));
        var fleet = Path.Combine(_folder, "fleet.json");
        await File.WriteAllTextAsync(fleet, $$"""
            { "models": { "flux": { "architecture": "flux", "path": "{{Model}}", "sizes": [{{listed}}], "textLength": 32 } },
              "units": { "flux-small": { "model": "flux", "accelerator": "a10g", "instance": "g5.xlarge", "devices": 1,
                "capacity": { "64x32": { "latencySeconds": 1, "perMinute": 60 } } } } }
            """, Ended);
        var unit = new WorkerUnit(FleetDefinition.Load(fleet).WorkerUnit("flux-small"), Emulated: true);
        var devices = WorkerDevices.Open(new DeviceSettings { Emulated = true }, unit, new WorkerPlatform
        {
            Family = AcceleratorFamily.Cuda,
            Emulator = EmulatorPlugin.GetPjrtApi,
        });
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(new HastyTime());
        builder.Configuration.AddInMemoryCollection(
        [
            new("Worker:Unit", unit.Name),
            new("Artifacts:Path", Path.Combine(_folder, "store")),
            new("Artifacts:Required", required ? "true" : "false"),
        ]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddModelWorker(unit).AddDevices(devices);
        var app = builder.Build();
        app.MapModelWorker();
        await app.StartAsync(Ended);
        return app;
    }

    private void CopyModel()
    {
        var source = Path.Combine(FleetPaths.Root, "models", "tiny-flux");
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(Model, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static async Task<string> UnreadyUntilAsync(HttpClient client, string said)
    {
        while (true)
        {
            using var answer = await client.GetAsync("/readiness", Ended);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            var text = System.Text.RegularExpressions.Regex.Unescape(await answer.Content.ReadAsStringAsync(Ended));
            if (text.Contains(said, StringComparison.Ordinal))
                return text;
            await Task.Delay(20, Ended);
        }
    }

    private static async Task ReadyAsync(HttpClient client)
    {
        while (!(await client.GetAsync("/readiness", Ended)).IsSuccessStatusCode)
            await Task.Delay(20, Ended);
    }
}
