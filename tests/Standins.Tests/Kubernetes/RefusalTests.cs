using Microsoft.Extensions.Configuration;

namespace Standins.Tests.Kubernetes;

/// <summary>What cannot be published says why.</summary>
public sealed class RefusalTests
{
    [Fact]
    public async Task A_resource_meant_for_Kubernetes_needs_an_environment() =>
        await RefusesAsync(
            builder => builder.AddProject("worker", Publication.Project(Publication.Plain)).PublishAsKubernetesService(_ => { }),
            "'worker' is meant for Kubernetes, but the application has no Kubernetes environment");

    [Fact]
    public async Task An_ingress_routes_to_external_endpoints_only() =>
        await RefusesAsync(
            builder =>
            {
                var gateway = builder.AddProject("gateway", Publication.Project(Publication.Web));
                builder.AddKubernetesEnvironment("k8s").AddIngress("public").WithPath("/", gateway.GetEndpoint("http"));
            },
            "The ingress 'public' routes to endpoint 'http' of 'gateway', which is not external");

    [Fact]
    public async Task A_gateway_needs_a_class() =>
        await RefusesAsync(
            builder =>
            {
                var gateway = builder.AddProject("gateway", Publication.Project(Publication.Web)).WithExternalHttpEndpoints();
                builder.AddKubernetesEnvironment("k8s").AddGateway("gw").WithRoute("/", gateway.GetEndpoint("http"));
            },
            "The gateway 'gw' needs a class");

    [Fact]
    public async Task A_folder_of_this_machine_is_not_in_a_cluster() =>
        await RefusesAsync(
            builder =>
            {
                builder.AddKubernetesEnvironment("k8s");
                builder.AddContainer("cache", "redis", "7.4").WithBindMount("data", "/data");
            },
            "'cache' binds ");

    [Fact]
    public async Task A_volume_belongs_to_the_environment_of_those_who_use_it() =>
        await RefusesAsync(
            builder =>
            {
                var east = builder.AddKubernetesEnvironment("east");
                var west = builder.AddKubernetesEnvironment("west");
                builder.AddProject("worker", Publication.Project(Publication.Plain))
                    .WithComputeEnvironment(east)
                    .WithPersistentVolume(west.AddPersistentVolume("models"), "/models");
            },
            "'worker' goes to 'east' but uses the volume 'models' of 'west'");

    [Fact]
    public async Task A_reference_names_an_endpoint_that_is_there() =>
        await RefusesAsync(
            builder =>
            {
                builder.AddKubernetesEnvironment("k8s");
                var gateway = builder.AddProject("gateway", Publication.Project(Publication.Web));
                builder.AddProject("worker", Publication.Project(Publication.Plain)).WithEnvironment("URL", gateway.GetEndpoint("grpc"));
            },
            "'worker' refers to an endpoint 'grpc' of 'gateway'");

    private static async Task RefusesAsync(Action<IDistributedApplicationBuilder> describe, string reason)
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => Publication.PublishAsync(describe));

        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }
}
