using Aspire.Hosting.Processes;

namespace Standins.Tests.Kubernetes;

/// <summary>What a deployment hands to helm and kubectl (here, to programs that only note it).</summary>
public sealed class DeployTests
{
    private const string Version = "v4.2.0+g0";

    [Fact]
    public async Task A_deployment_installs_the_chart_with_the_values_that_it_alone_knows()
    {
        using var tools = new FakeTools(Version);

        using var output = await Publication.PublishAndDoAsync(
            builder =>
            {
                var k8s = builder.AddKubernetesEnvironment("k8s").WithDashboard(false)
                    .WithHelm(helm => helm.WithReleaseName("rel1").WithNamespace("ns1"));
                builder.AddContainerRegistry("registry", "registry.example.com", "team");
                var key = builder.AddParameter("api-key", "hush", secret: true);
                var gateway = builder.AddProject("gateway", Publication.Project(Publication.Web)).WithExternalHttpEndpoints()
                    .WithEnvironment("API_KEY", key)
                    .WithEnvironment("HEADER", $"Bearer {key.Resource}");
                k8s.AddIngress("public").WithPath("/", gateway.GetEndpoint("http")).WithHostname("example.com").WithTls("certificate");
                k8s.AddHelmChart("keda", "oci://ghcr.io/kedacore/charts/keda", "2.17.0").WithNamespace("scaling");
            },
            "check-helm-prereqs-k8s", "prepare-k8s", "helm-deploy-k8s", "tls-bootstrap-k8s", "helm-install-keda", "print-gateway-summary");

        var values = output.Text("values.k8s.yaml");
        Assert.Contains("api_key: \"hush\"", values, StringComparison.Ordinal);
        Assert.Contains("HEADER: \"Bearer hush\"", values, StringComparison.Ordinal);
        Assert.Matches("gateway_image: \"registry.example.com/team/gateway:aspire-deploy-[0-9]{14}\"", values);
        var chart = output.Path;
        Assert.Contains(
            $"helm upgrade --install rel1 {chart} --wait -f {chart}/values.yaml -f {chart}/values.k8s.yaml --namespace ns1 --create-namespace",
            tools.Calls);
        Assert.Contains(
            "helm upgrade --install keda oci://ghcr.io/kedacore/charts/keda --version 2.17.0 --wait --namespace scaling --create-namespace",
            tools.Calls);
        Assert.Contains(tools.Calls, call => call.StartsWith("kubectl create secret tls certificate ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_helm_that_is_too_old_is_refused()
    {
        using var tools = new FakeTools("v3.9.1+g0");

        var failure = await Assert.ThrowsAnyAsync<Exception>(() =>
            Publication.PublishAndDoAsync(builder => builder.AddKubernetesEnvironment("k8s"), "check-helm-prereqs-k8s"));

        Assert.Contains("Deploying 'k8s' needs helm 4.2.0 or later; 'helm version' says: v3.9.1+g0", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_that_is_not_there_is_named()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Tool.RunAsync("no-such-helm", [], TestContext.Current.CancellationToken));

        Assert.Contains("'no-such-helm' is not there: deploying needs it on the PATH", failure.Message, StringComparison.Ordinal);
    }
}
