using YamlDotNet.Serialization;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>Anything that says its API version and kind; both come first in YAML.</summary>
public abstract class BaseKubernetesObject
{
    protected BaseKubernetesObject(string? apiVersion = null, string? kind = null) =>
        (ApiVersion, Kind) = (apiVersion, kind);

    [YamlMember(Alias = "apiVersion", Order = -3)]
    public string? ApiVersion { get; set; }

    [YamlMember(Alias = "kind", Order = -2)]
    public string? Kind { get; set; }
}
