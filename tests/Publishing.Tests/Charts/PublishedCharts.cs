using System.Collections.Concurrent;

namespace Publishing.Tests.Charts;

/// <summary>Publishes each fleet once, as a user does without the Aspire CLI, and renders the charts.</summary>
public sealed class PublishedCharts : IAsyncLifetime
{
    // More at once would only take the cores from each other.
    private readonly SemaphoreSlim _slots = new(2);
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _charts = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<Rendering>>> _renderings = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("charts-").FullName;
    private Lazy<Task<ChartTools>> _tools = null!;

    public ValueTask InitializeAsync()
    {
        _tools = new(() => ChartTools.InstallAsync(_folder));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var running in _charts.Values.Where(chart => chart.IsValueCreated).Select(chart => (Task)chart.Value))
            await running.ContinueWith(static _ => { }, TaskScheduler.Default);
        Directory.Delete(_folder, recursive: true);
        _slots.Dispose();
    }

    /// <summary>The chart's folder. Its files are shared: no test may change them.</summary>
    internal Task<string> ChartAsync(string fleet = "fleet.json", params string[] settings) =>
        _charts.GetOrAdd(string.Join(' ', [fleet, .. settings]), _ => new(() => PublishAsync(fleet, settings))).Value;

    /// <summary>The chart as helm renders it with values that are not the default, without the kit's checks.</summary>
    internal Task<Rendering> RenderAsync(string fleet = "fleet.json", params string[] arguments) =>
        RunAsync("template", ChartAsync(fleet), arguments, tools => (tools.Helm, "template", []));

    /// <summary>A chart that a test has made its own.</summary>
    internal Task<Rendering> RenderChartAsync(string chart, params string[] arguments) =>
        RunAsync("template", Task.FromResult(chart), arguments, tools => (tools.Helm, "template", []));

    /// <summary>The same, after strict lint and with the kit's findings; the test is skipped where there is no kit.</summary>
    internal Task<Rendering> CheckAsync(string fleet = "fleet.json", params string[] arguments) => CheckAsync(ChartAsync(fleet), arguments);

    /// <summary>The same of a chart that was published with settings.</summary>
    internal Task<Rendering> CheckAsync(Task<string> chart, params string[] arguments) =>
        RunAsync("check", chart, arguments, tools =>
        {
            Assert.SkipWhen(tools.Kit is null, tools.Missing ?? "");
            return (Path.Combine(tools.Kit, "render.sh"), null, [("HELM", tools.Helm!)]);
        });

    /// <summary>Publishes into a folder of its own.</summary>
    internal async Task<string> PublishAsync(string fleet, params string[] arguments)
    {
        var chart = Path.Combine(_folder, $"{Path.GetFileNameWithoutExtension(fleet)}-{Guid.NewGuid():n}");
        await PublishToAsync(chart, fleet, arguments);
        return chart;
    }

    /// <summary>Publishes into a folder, and tells what was said.</summary>
    internal async Task<Tool.Result> PublishToAsync(string chart, string fleet, params string[] arguments)
    {
        await _slots.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            var published = await Tool.RunAsync("dotnet",
                [Path.Combine(AppContext.BaseDirectory, "AppHost.dll"), "--operation", "publish", "--step", "publish", "--output-path", chart, "--Fleet:Path", fleet, .. arguments]);
            Assert.True(published.ExitCode == 0, published.All);
            return published;
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task<Rendering> RunAsync(
        string kind, Task<string> published, string[] arguments, Func<ChartTools, (string? Program, string? Verb, (string, string)[] Environment)> choose)
    {
        var chart = await published;
        return await _renderings.GetOrAdd($"{kind} {chart} {string.Join(' ', arguments)}", _ => new(RenderAsync)).Value;

        async Task<Rendering> RenderAsync()
        {
            var tools = await _tools.Value;
            Assert.SkipWhen(tools.Helm is null, tools.Missing ?? "");
            var (program, verb, environment) = choose(tools);
            var rendered = Path.Combine(_folder, $"{Guid.NewGuid():n}.yaml");
            await _slots.WaitAsync(TestContext.Current.CancellationToken);
            try
            {
                string[] line = verb is null ? [chart, .. arguments] : [verb, "release", chart, "--kube-version", "1.34.0", .. arguments];
                var result = await Tool.RunAsync(program!, line, environment: [.. environment, ("RENDERED", rendered)]);
                return new Rendering(result, File.Exists(rendered) ? await File.ReadAllTextAsync(rendered) : result.Output);
            }
            finally
            {
                _slots.Release();
            }
        }
    }
}
