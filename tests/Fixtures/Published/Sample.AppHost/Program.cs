// What the official publisher made of this program is a golden: most of what a chart can hold, once.
using Aspire.Hosting.Kubernetes;
using Aspire.Hosting.Kubernetes.Resources;
using Microsoft.Extensions.Configuration;

var builder = DistributedApplication.CreateBuilder(args);
var k8s = builder.AddKubernetesEnvironment("k8s")
    .WithDashboard(builder.Configuration.GetValue<bool>("Dashboard"))
    .WithHelm(helm => helm.WithNamespace("ns1").WithReleaseName("rel1").WithChartVersion("1.2.3").WithChartName("mychart"))
    .WithProperties(environment =>
    {
        environment.DefaultStorageType = "pvc";
        environment.DefaultStorageSize = "5Gi";
    });
builder.AddContainerRegistry("registry", "123456789012.dkr.ecr.eu-west-1.amazonaws.com", "team/app");
var logLevel = builder.AddParameter("log-level", "Information");
var apiKey = builder.AddParameter("api-key", secret: true);
var region = builder.AddParameter("region");

var cache = builder.AddContainer("cache", "redis", "7.4")
    .WithEndpoint(6379, name: "tcp", targetPort: 6379)
    .WithVolume("cache-data", "/data");
var gateway = builder.AddProject("gateway", "../SampleGateway/SampleGateway.csproj")
    .WithReplicas(2)
    .WithExternalHttpEndpoints()
    .WithHttpProbe(ProbeType.Readiness, "/health", endpointName: "http")
    .WithHttpProbe(ProbeType.Liveness, "/alive", periodSeconds: 20, endpointName: "http")
    .WithEnvironment("LOG_LEVEL", logLevel)
    .WithEnvironment("API_KEY", apiKey)
    .WithEnvironment("REGION", region)
    .WithEnvironment("PLAIN", "x")
    .WithArgs("--mode", "gateway")
    .WithReference(cache.GetEndpoint("tcp"));
builder.AddProject("infer-worker", "../SampleWorker/SampleWorker.csproj")
    .WithReference(gateway)
    .WaitFor(gateway)
    .PublishAsKubernetesService(service =>
    {
        var pod = service.Workload!.PodTemplate.Spec;
        pod.Containers[0].Resources = new ResourceRequirementsV1 { Limits = { ["nvidia.com/gpu"] = "1" } };
        pod.NodeSelector["karpenter.sh/nodepool"] = "gpu";
        service.AdditionalResources.Add(new ServiceAccountV1
        {
            Metadata = { Name = "infer-worker-sa", Annotations = { ["eks.amazonaws.com/role-arn"] = "arn" } },
        });
        service.AdditionalResources.Add(new ScaledObject { Metadata = { Name = "infer-worker-so" }, Spec = { MinReplicaCount = 0 } });
    });
var compiler = builder.AddProject("compiler", "../SampleWorker/SampleWorker.csproj")
    .PublishAsKubernetesService(service =>
    {
        var template = service.Workload!.PodTemplate;
        template.Spec.RestartPolicy = "Never";
        service.Workload = new Job
        {
            Metadata = { Name = "compiler-job", Labels = service.Workload.Metadata.Labels },
            Spec = { Template = template, BackoffLimit = 2 },
        };
    });

k8s.AddIngress("public")
    .WithIngressClass("alb")
    .WithHostname("app.example.com")
    .WithPath("/", gateway.GetEndpoint("http"))
    .WithIngressAnnotation("alb.ingress.kubernetes.io/scheme", "internet-facing")
    .WithTls("app-tls");
k8s.AddGateway("gw").WithGatewayClass("amazon-vpc-lattice").WithRoute("/api", gateway.GetEndpoint("http"));
compiler.WithNodePool(k8s.AddNodePool("gpu"));
builder.Build().Run();
