namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>The identity of a pod.</summary>
public sealed class ServiceAccountV1() : BaseKubernetesResource("v1", "ServiceAccount");
