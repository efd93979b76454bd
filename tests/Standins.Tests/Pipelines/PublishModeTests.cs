using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;

namespace Standins.Tests.Pipelines;

/// <summary>What a publisher finds in the model.</summary>
public sealed class PublishModeTests
{
    [Fact]
    public async Task Switches_of_the_command_line_reach_the_pipeline()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create(
            ["--operation", "publish", "--output-path", "/tmp/out", "--environment", "Staging"],
            (_, settings) => settings.EnvironmentName = null);
        await using var app = await builder.BuildAsync(TestContext.Current.CancellationToken);

        Assert.True(builder.ExecutionContext.IsPublishMode);
        Assert.Equal("Staging", builder.Environment.EnvironmentName);
        Assert.Equal("/tmp/out", app.Services.GetRequiredService<IPipelineOutputService>().GetOutputDirectory());
    }

    [Fact]
    public void An_unknown_operation_is_refused()
    {
        var failure = Assert.Throws<DistributedApplicationException>(() => DistributedApplicationTestingBuilder.Create(["--operation", "fly"]));

        Assert.Contains("fly", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_is_told_its_ports_and_nothing_of_this_machine()
    {
        await using var builder = Publishing();
        var project = builder.AddProject<Projects.EchoService>("echo");

        var environment = await EnvironmentAsync(project.Resource, builder.ExecutionContext);

        Assert.Equal(["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "ASPNETCORE_FORWARDEDHEADERS_ENABLED", "HTTP_PORTS"], environment.Keys);
        Assert.Equal("true", environment["ASPNETCORE_FORWARDEDHEADERS_ENABLED"]);
        var port = Assert.IsType<EndpointReferenceExpression>(environment["HTTP_PORTS"]);
        Assert.Equal((EndpointProperty.TargetPort, "http"), (port.Property, port.Endpoint.EndpointName));
        Assert.Null(port.Endpoint.EndpointAnnotation.Port);
    }

    [Fact]
    public async Task A_project_that_does_not_listen_is_told_no_ports()
    {
        await using var builder = Publishing();
        var project = builder.AddProject<Projects.EchoService>("echo", launchProfileName: null);

        Assert.Equal(["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"], (await EnvironmentAsync(project.Resource, builder.ExecutionContext)).Keys);
    }

    [Fact]
    public async Task References_are_not_resolved_while_publishing()
    {
        await using var builder = Publishing();
        var cache = builder.AddContainer("cache", "host:5000/redis:7.4").WithEndpoint(port: 6379, name: "tcp", targetPort: 6379);
        var project = builder.AddProject<Projects.EchoService>("echo", launchProfileName: null).WithReference(cache.GetEndpoint("tcp"));

        var environment = await EnvironmentAsync(project.Resource, builder.ExecutionContext);

        Assert.Equal(["CACHE_TCP", "services__cache__tcp__0"], environment.Keys.Skip(1));
        Assert.IsType<EndpointReference>(environment["CACHE_TCP"]);
        Assert.True(cache.Resource.TryGetLastAnnotation<ContainerImageAnnotation>(out var image));
        Assert.Equal(("host:5000/redis", "7.4"), (image.Image, image.Tag));
    }

    [Fact]
    public async Task A_missing_parameter_does_not_hold_up_publishing()
    {
        var steps = await PipelineRun.StepAsync("publish", builder => builder.AddParameter("nobody-gave-it"));

        Assert.Equal("publish", steps[^1]);
    }

    [Fact]
    public async Task Probes_replicas_and_registries_are_in_the_model()
    {
        await using var builder = Publishing();
        var registry = builder.AddContainerRegistry("registry", "registry.example.com", "team");
        var project = builder.AddProject<Projects.EchoService>("echo")
            .WithReplicas(3)
            .WithContainerRegistry(registry)
            .WithHttpProbe(ProbeType.Liveness, "/early", endpointName: "http")
            .WithHttpProbe(ProbeType.Liveness, "/alive", periodSeconds: 20, endpointName: "http");

        var probe = Assert.Single(project.Resource.Annotations.OfType<EndpointProbeAnnotation>());
        Assert.Equal(("/alive", 20, 3, 1), (probe.Path, probe.PeriodSeconds, probe.FailureThreshold, probe.TimeoutSeconds));
        Assert.Equal(3, project.Resource.GetReplicaCount());
        Assert.True(project.Resource.TryGetLastAnnotation<ContainerRegistryReferenceAnnotation>(out var kept));
        Assert.Equal("registry.example.com", await kept.Registry.Endpoint.GetValueAsync(TestContext.Current.CancellationToken));
        Assert.Equal("team", await kept.Registry.Repository!.GetValueAsync(TestContext.Current.CancellationToken));
    }

    private static IDistributedApplicationTestingBuilder Publishing(params string[] args) =>
        DistributedApplicationTestingBuilder.Create(["--operation", "publish", .. args]);

    private static async Task<Dictionary<string, object>> EnvironmentAsync(IResource resource, DistributedApplicationExecutionContext execution)
    {
        var context = new EnvironmentCallbackContext(execution, resource);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
            await annotation.Callback(context);
        return context.EnvironmentVariables;
    }
}
