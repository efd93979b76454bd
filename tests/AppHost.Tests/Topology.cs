namespace AppHost.Tests;

/// <summary>The AppHost's description, and what it would start its resources with. Nothing is started.</summary>
internal sealed class Topology : IAsyncDisposable
{
    private readonly DistributedApplication _app;
    private readonly IDistributedApplicationTestingBuilder _builder;

    private Topology(IDistributedApplicationTestingBuilder builder, DistributedApplication app)
    {
        _builder = builder;
        _app = app;
    }

    public IEnumerable<string> Names => _builder.Resources.Select(resource => resource.Name);

    public IServiceProvider Services => _app.Services;

    public static async Task<Topology> ReadAsync(params string[] args)
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(args, TestContext.Current.CancellationToken);
        return new Topology(builder, await builder.BuildAsync(TestContext.Current.CancellationToken));
    }

    public ProjectResource Project(string name) => (ProjectResource)_builder.Resources.Single(resource => resource.Name == name);

    public string ProjectFile(string name) => Path.GetFileNameWithoutExtension(Project(name).GetProjectMetadata().ProjectPath);

    public IEnumerable<(string Name, WaitType Type)> WaitsOf(string name) =>
        Project(name).Annotations.OfType<WaitAnnotation>().Select(wait => (wait.Resource.Name, wait.WaitType));

    public async Task<Dictionary<string, string?>> EnvironmentAsync(string name)
    {
        // Addresses are given out when the application starts; any will do here.
        foreach (var endpoint in _builder.Resources.SelectMany(resource => resource.Annotations.OfType<EndpointAnnotation>()))
            endpoint.AllocatedEndpoint ??= new AllocatedEndpoint(endpoint, endpoint.TargetHost, endpoint.Port ?? 1);
        var context = new EnvironmentCallbackContext(_builder.ExecutionContext, Project(name));
        foreach (var annotation in Project(name).Annotations.OfType<EnvironmentCallbackAnnotation>())
            await annotation.Callback(context);
        var values = new Dictionary<string, string?>();
        foreach (var (variable, value) in context.EnvironmentVariables)
            values[variable] = value is IValueProvider later ? await later.GetValueAsync(TestContext.Current.CancellationToken) : value.ToString();
        return values;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _builder.DisposeAsync();
    }
}
