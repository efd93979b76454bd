using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Fleet;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ModelWorker.GrpcHealth;
using ModelWorker.Pipelines;
using ModelWorker.Queue;

namespace ModelWorker.Tests;

/// <summary>A worker on a loopback port with a pipeline that the test controls.</summary>
internal sealed class TestWorker : IAsyncDisposable
{
    private const string FleetJson = """
        { "models": { "flux": { "architecture": "flux", "path": "models/tiny-flux", "sizes": ["256x144", "512x512", "1024x576"], "steps": 10, "guidance": 3.5, "textLength": 32, "reportName": "flux1-dev" } },
          "units": { "flux-trn1": { "model": "flux", "accelerator": "trainium", "instance": "trn1.32xlarge", "devices": 8, "tensorParallel": 8,
            "capacity": { "256x144": { "latencySeconds": 0.588, "perMinute": 102 }, "1024x576": { "latencySeconds": 3.129, "perMinute": 19.2 } } } } }
        """;

    private readonly WebApplication _app;

    private TestWorker(WebApplication app, FakePipeline pipeline)
    {
        (_app, Pipeline) = (app, pipeline);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()), Timeout = TimeSpan.FromMinutes(1) };
    }

    public FakePipeline Pipeline { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public ImageQueue Queue => Services.GetRequiredService<ImageQueue>();

    public static async Task<TestWorker> StartAsync(FakePipeline? pipeline = null, bool waitUntilReady = true, TimeProvider? time = null, params (string Key, string Value)[] settings)
    {
        pipeline ??= new FakePipeline();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection(settings.Append(("Worker:Unit", "flux-trn1")).Select(s => KeyValuePair.Create(s.Item1, (string?)s.Item2)));
        builder.ListenForHealth("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var unit = FleetDefinition.Parse(Encoding.UTF8.GetBytes(FleetJson)).Unit("flux-trn1")!;
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.AddModelWorker(new WorkerUnit(unit, Emulated: true));
        builder.Services.AddSingleton<IPipelineFactory>(pipeline);
        var app = builder.Build();
        app.MapModelWorker();
        await app.StartAsync(Ended);
        var worker = new TestWorker(app, pipeline);
        if (waitUntilReady)
            await worker.UntilAsync(async () => (await worker.GetAsync("/readiness")).IsSuccessStatusCode);
        return worker;
    }

    /// <summary>Waits for something that happens by itself.</summary>
    public async Task UntilAsync(Func<Task<bool>> happened)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await happened())
            await Task.Delay(10, limit.Token);
    }

    public Task UntilAsync(Func<bool> happened) => UntilAsync(() => Task.FromResult(happened()));

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(path, Ended);

    public Task<HttpResponseMessage> PostAsync(string path, object body) => Client.PostAsJsonAsync(path, body, Ended);

    public Task<HttpResponseMessage> ImageAsync(object body) => PostAsync("/v1/images/generations", body);

    /// <summary>A client that may leave.</summary>
    public Task<HttpResponseMessage> ImpatientAsync(object body, CancellationToken patience) => Client.PostAsJsonAsync("/v1/images/generations", body, patience);

    /// <summary>Posts a body as it is.</summary>
    public async Task<HttpResponseMessage> PostTextAsync(string body, string type = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        return await Client.PostAsync("/v1/images/generations", content, Ended);
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(Ended);
        Assert.True(response.IsSuccessStatusCode, text);
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }

    /// <summary>Checks status and code of an error object, and gives its message and field.</summary>
    public static async Task<(string Message, string? Param)> ErrorAsync(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        var text = await response.Content.ReadAsStringAsync(Ended);
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode}: {text}");
        using var json = JsonDocument.Parse(text);
        var error = json.RootElement.GetProperty("error");
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.NotEmpty(error.GetProperty("type").GetString()!);
        return (error.GetProperty("message").GetString()!, error.GetProperty("param").GetString());
    }

    /// <summary>Tells the process to stop, as SIGTERM does; ends when it has.</summary>
    public Task StopAsync() => _app.StopAsync(Ended);

    public async ValueTask DisposeAsync()
    {
        Pipeline.Go();
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
