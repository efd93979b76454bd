using Aspire.Hosting.Kubernetes.Resources;
using YamlDotNet.Serialization;

/// <summary>A kind that the package lacks; what has no alias is named by its property.</summary>
public sealed class ScaledObject() : BaseKubernetesResource("keda.sh/v1alpha1", "ScaledObject")
{
    [YamlMember(Alias = "spec")]
    public ScaledObjectSpec Spec { get; set; } = new();
}

public sealed class ScaledObjectSpec
{
    public int? MinReplicaCount { get; set; }

    public Dictionary<string, string> ScaleTargetRef { get; set; } = new() { ["name"] = "infer-worker-deployment" };
}
