using Aspire.Hosting.Kubernetes.Resources;
using YamlDotNet.Serialization;

namespace Standins.Tests.Kubernetes;

/// <summary>How values of the model become values of a chart, where the goldens do not show it.</summary>
public sealed class TranslationTests
{
    [Fact]
    public async Task Text_with_a_secret_in_it_is_a_secret()
    {
        using var output = await Publication.PublishAsync(builder =>
        {
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            var key = builder.AddParameter("api-key", "hush", secret: true);
            builder.AddProject("worker", Publication.Project(Publication.Plain))
                .WithEnvironment("HEADER", $"Bearer {key.Resource}");
        });

        Assert.Contains("HEADER: \"Bearer {{ .Values.secrets.worker.api_key }}\"", output.Text("templates", "worker", "secrets.yaml"), StringComparison.Ordinal);
        Assert.DoesNotContain("HEADER", output.Text("templates", "worker", "config.yaml"), StringComparison.Ordinal);
        Assert.Contains("    HEADER: \"\"", output.Text("values.yaml"), StringComparison.Ordinal);
        Assert.All(OutputFolder.Read(output.Path), file => Assert.DoesNotContain("hush", file.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_service_has_the_port_that_others_use()
    {
        using var output = await Publication.PublishAsync(builder =>
        {
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            var cache = builder.AddContainer("cache", "redis", "7.4").WithEndpoint(80, name: "tcp", targetPort: 6379);
            builder.AddProject("worker", Publication.Project(Publication.Plain))
                .WithEnvironment("URL", cache.GetEndpoint("tcp"))
                .WithEnvironment("PORT", $"{cache.GetEndpoint("tcp").Property(EndpointProperty.TargetPort)}");
        });

        Assert.Contains("port: 80\n      targetPort: 6379\n", output.Text("templates", "cache", "service.yaml"), StringComparison.Ordinal);
        Assert.Contains("URL: \"tcp://cache-service:80\"", output.Text("values.yaml"), StringComparison.Ordinal);
        Assert.Contains("PORT: \"6379\"", output.Text("values.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parameter_of_an_ingress_without_a_value_is_a_value_of_the_chart()
    {
        using var output = await Publication.PublishAsync(builder =>
        {
            var host = builder.AddParameter("host-name");
            var gateway = builder.AddProject("gateway", Publication.Project(Publication.Web)).WithExternalHttpEndpoints();
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false)
                .AddIngress("public").WithDefaultBackend(gateway.GetEndpoint("http")).WithHostname(host).WithTls("certificate");
        });

        Assert.Contains("- \"{{ .Values.parameters.public.host_name }}\"", output.Text("templates", "public", "public.yaml"), StringComparison.Ordinal);
        Assert.Contains("  public:\n    host_name: \"\"\n", output.Text("values.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Own_kinds_are_written_as_the_package_writes_its_own()
    {
        using var output = await Publication.PublishAsync(builder =>
        {
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            builder.AddProject("worker", Publication.Project(Publication.Plain))
                .PublishAsKubernetesService(service => service.AdditionalResources.Add(new Budget { Metadata = { Name = "worker-budget" } }));
        });

        Assert.Equal(
            """
            ---
            apiVersion: "policy/v1"
            kind: "Budget"
            metadata:
              name: "worker-budget"
              labels:
                app.kubernetes.io/name: "{{ .Chart.Name }}"
                app.kubernetes.io/component: "worker"
                app.kubernetes.io/instance: "{{ .Release.Name }}"
            share: 0.5
            port: 8000
            replicas: {{ .Values.replicas | int }}
            isOn: true

            """.ReplaceLineEndings("\n"),
            output.Text("templates", "worker", "budget.yaml"));
    }

    private sealed class Budget() : BaseKubernetesResource("policy/v1", "Budget")
    {
        [YamlMember(Alias = "share")]
        public double Share => 0.5;

        public Int32OrStringV1 Port { get; } = 8000;

        public string Replicas => "{{ .Values.replicas | int }}";

        public bool IsOn => true;

        public string Nothing => "";

        public List<string> None { get; } = [];
    }
}
