using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes;

/// <summary>Nodes of one kind, told from others by a label.</summary>
public class KubernetesNodePoolResource : Resource, IResourceWithParent<KubernetesEnvironmentResource>
{
    /// <summary>Names the pool, which is the label's value.</summary>
    public KubernetesNodePoolResource(string name, KubernetesEnvironmentResource environment)
        : base(name) => Parent = environment;

    /// <summary>The label's key.</summary>
    public string NodeSelectorLabelKey { get; init; } = "agentpool";

    /// <summary>The environment.</summary>
    public KubernetesEnvironmentResource Parent { get; }
}

/// <summary>The pool that a resource's pods run on.</summary>
internal sealed record NodePoolAnnotation(KubernetesNodePoolResource NodePool) : IResourceAnnotation;
