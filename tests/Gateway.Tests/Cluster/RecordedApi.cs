using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServiceDefaults.Cluster;

namespace Gateway.Tests.Cluster;

/// <summary>A Kubernetes API that answers lists and streams as they were recorded, each collection's in turn.</summary>
internal sealed class RecordedApi : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<RequestDelegate>> _answers = [];

    private RecordedApi(WebApplication app) => _app = app;

    public ClusterAccess Access => new(new Uri(_app.Urls.First()), "serving", "the-token");

    /// <summary>Path and query of each request, in order.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public static async Task<RecordedApi> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
        var api = new RecordedApi(builder.Build());
        api._app.Run(api.AnswerAsync);
        await api._app.StartAsync(TestContext.Current.CancellationToken);
        return api;
    }

    /// <summary>The next answer of a collection: a list.</summary>
    public RecordedApi List(string path, string json) => Next(path, context => context.Response.WriteAsync(json));

    /// <summary>The next answer of a collection: a stream of changes, which the server ends after the last or holds open.</summary>
    public RecordedApi Stream(string path, string lines, bool hold = true) => Next(path, async context =>
    {
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            await context.Response.WriteAsync(line + "\n");
            await context.Response.Body.FlushAsync();
        }

        if (!hold) return;
        // Headers too, when there is no line.
        await context.Response.Body.FlushAsync();
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    });

    public RecordedApi Fail(string path, int status) => Next(path, context =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync("""{"kind":"Status","message":"as recorded"}""");
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private RecordedApi Next(string path, RequestDelegate answer)
    {
        _answers.GetOrAdd(path, _ => []).Enqueue(answer);
        return this;
    }

    private Task AnswerAsync(HttpContext context)
    {
        Requests.Enqueue($"{context.Request.Path}{context.Request.QueryString}");
        if (context.Request.Headers.Authorization != "Bearer the-token") context.Response.StatusCode = 401;
        else if (_answers.TryGetValue(context.Request.Path.Value!, out var answers) && answers.TryDequeue(out var answer)) return answer(context);
        else context.Response.StatusCode = 404;
        return Task.CompletedTask;
    }
}
