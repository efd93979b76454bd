// What the official publisher made of this program is a golden too: a volume, values that only a deployment knows, the
// defaults of a chart.
using Aspire.Hosting.Kubernetes;

var builder = DistributedApplication.CreateBuilder(args);
var k8s = builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
var bucket = new LaterKnown();
var space = builder.AddParameter("kns", "team-a", publishValueAsDefault: true);
var models = k8s.AddPersistentVolume("models")
    .WithCapacity("50Gi")
    .WithStorageClass("gp3")
    .WithAccessMode(PersistentVolumeAccessMode.ReadWriteMany);
var worker = builder.AddProject("worker", "../SampleWorker/SampleWorker.csproj")
    .WithEnvironment(context => context.EnvironmentVariables["AWS__Resources__BucketName"] = bucket)
    .WithPersistentVolume(models, "/models")
    .WithEnvironment("KNS", space);
worker.WithNodePool(builder.AddResource(new KubernetesNodePoolResource("gpu", k8s.Resource) { NodeSelectorLabelKey = "karpenter.sh/nodepool" }));
k8s.AddHelmChart("keda", "oci://ghcr.io/kedacore/charts/keda", "2.17.0").WithNamespace("keda");
var gateway = builder.AddProject("gateway", "../SampleGateway/SampleGateway.csproj").WithExternalHttpEndpoints();
k8s.AddIngress("ing").WithIngressClass("alb").WithPath("app.example.com", "/", gateway.GetEndpoint("http"));
builder.Build().Run();
