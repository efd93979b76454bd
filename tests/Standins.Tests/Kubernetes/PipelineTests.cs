using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;

namespace Standins.Tests.Kubernetes;

public sealed class PipelineTests
{
    [Fact]
    public async Task Publishing_takes_the_official_steps()
    {
        var steps = await Publication.StepsAsync(Describe, WellKnownPipelineSteps.Publish);
        var first = await Publication.StepsAsync(Describe, WellKnownPipelineSteps.BeforeStart);

        Assert.Equal(["process-parameters", "publish-prereq", "publish-k8s", "publish"], steps);
        Assert.Equal(
            ["before-start", "prepare-deployment-targets-k8s", "validate-compute-environments", "validate-kubernetes"],
            first.Order());
        Assert.True(Array.IndexOf(first, "validate-compute-environments") < Array.IndexOf(first, "prepare-deployment-targets-k8s"));
    }

    [Fact]
    public async Task Deploying_takes_the_official_steps()
    {
        var steps = await Publication.StepsAsync(Describe, WellKnownPipelineSteps.Deploy);

        string[] own =
        [
            "check-container-runtime", "build-worker", "build", "check-helm-prereqs-k8s", "prepare-k8s", "push-prereq", "push-worker",
            "helm-deploy-k8s", "helm-install-keda", "tls-bootstrap-k8s", "print-worker-summary", "print-k8s-instructions",
        ];
        Assert.Empty(own.Except(steps));
        Assert.True(Array.IndexOf(steps, "publish") < Array.IndexOf(steps, "prepare-k8s"));
        Assert.True(Array.IndexOf(steps, "check-helm-prereqs-k8s") < Array.IndexOf(steps, "prepare-k8s"));
        Assert.True(Array.IndexOf(steps, "prepare-k8s") < Array.IndexOf(steps, "helm-deploy-k8s"));
        Assert.True(Array.IndexOf(steps, "build-worker") < Array.IndexOf(steps, "push-worker"));
        Assert.True(Array.IndexOf(steps, "push-worker") < Array.IndexOf(steps, "helm-deploy-k8s"));
        Assert.True(Array.IndexOf(steps, "helm-deploy-k8s") < Array.IndexOf(steps, "helm-install-keda"));
    }

    [Fact]
    public async Task A_step_between_the_chart_and_the_end_of_publishing_changes_what_was_written()
    {
        using var output = await Publication.PublishAsync(builder =>
        {
            Describe(builder);
            builder.Pipeline.AddStep(
                "wrap",
                async context =>
                {
                    var chart = context.Services.GetRequiredService<IPipelineOutputService>().GetOutputDirectory();
                    var file = Path.Combine(chart, "templates", "worker", "deployment.yaml");
                    var written = await File.ReadAllTextAsync(file, context.CancellationToken);
                    await File.WriteAllTextAsync(file, $"{{{{- if .Values.worker }}}}\n{written}{{{{- end }}}}\n", context.CancellationToken);
                },
                dependsOn: "publish-k8s",
                requiredBy: WellKnownPipelineSteps.Publish);
        });

        Assert.StartsWith("{{- if .Values.worker }}\n---\n", output.Text("templates", "worker", "deployment.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_environments_have_a_folder_each_and_only_what_is_theirs()
    {
        using var output = await Publication.PublishAsync(builder =>
        {
            var east = builder.AddKubernetesEnvironment("east").WithDashboard(false);
            var west = builder.AddKubernetesEnvironment("west").WithDashboard(false);
            builder.AddProject("one", Publication.Project(Publication.Plain)).WithComputeEnvironment(east);
            builder.AddProject("two", Publication.Project(Publication.Plain)).WithComputeEnvironment(west);
        });

        Assert.True(Directory.Exists(Path.Combine(output.Path, "east", "templates", "one")));
        Assert.False(Directory.Exists(Path.Combine(output.Path, "east", "templates", "two")));
        Assert.True(Directory.Exists(Path.Combine(output.Path, "west", "templates", "two")));
    }

    [Fact]
    public async Task While_the_application_runs_here_the_cluster_is_no_part_of_it()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create();
        var k8s = builder.AddKubernetesEnvironment("k8s");
        k8s.AddIngress("public");
        k8s.AddHelmChart("keda", "oci://ghcr.io/kedacore/charts/keda", "2.17.0");
        k8s.AddNodePool("gpu");
        k8s.AddPersistentVolume("models");

        Assert.Empty(builder.Resources);
    }

    private static void Describe(IDistributedApplicationBuilder builder)
    {
        var k8s = builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
        builder.AddProject("worker", Publication.Project(Publication.Plain));
        var gateway = builder.AddProject("gateway", Publication.Project(Publication.Web)).WithExternalHttpEndpoints();
        k8s.AddHelmChart("keda", "oci://ghcr.io/kedacore/charts/keda", "2.17.0");
        k8s.AddIngress("public").WithPath("/", gateway.GetEndpoint("http")).WithHostname("example.com").WithTls("certificate");
    }
}
