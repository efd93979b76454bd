using Aspire.Hosting.Kubernetes.Resources;
using YamlDotNet.Serialization;

namespace AppHost.Publishing.Kinds;

/// <summary>KEDA's TriggerAuthentication: as whom it asks for figures.</summary>
internal sealed class TriggerAuthentication() : BaseKubernetesResource("keda.sh/v1alpha1", "TriggerAuthentication")
{
    [YamlMember(Alias = "spec")]
    public TriggerAuthenticationSpec Spec { get; set; } = new();
}

internal sealed class TriggerAuthenticationSpec
{
    [YamlMember(Alias = "podIdentity")]
    public TriggerIdentity? PodIdentity { get; set; }

    [YamlMember(Alias = "secretTargetRef")]
    public List<TriggerSecret> SecretTargetRef { get; } = [];
}

internal sealed class TriggerIdentity
{
    [YamlMember(Alias = "provider")]
    public string Provider { get; set; } = "";
}

internal sealed class TriggerSecret
{
    [YamlMember(Alias = "parameter")]
    public string Parameter { get; set; } = "";

    [YamlMember(Alias = "name")]
    public string Name { get; set; } = "";

    [YamlMember(Alias = "key")]
    public string Key { get; set; } = "";
}
