using YamlDotNet.Serialization;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>The head of a chart: Chart.yaml.</summary>
public sealed class HelmChart
{
    [YamlMember(Alias = "apiVersion")]
    public string ApiVersion { get; set; } = "v2";

    [YamlMember(Alias = "name")]
    public string Name { get; set; } = null!;

    [YamlMember(Alias = "version")]
    public string Version { get; set; } = null!;

    [YamlMember(Alias = "kubeVersion")]
    public string? KubeVersion { get; set; }

    [YamlMember(Alias = "description")]
    public string Description { get; set; } = null!;

    [YamlMember(Alias = "type")]
    public string? Type { get; set; }

    [YamlMember(Alias = "keywords")]
    public List<string> Keywords { get; set; } = [];

    [YamlMember(Alias = "home")]
    public string? Home { get; set; }

    [YamlMember(Alias = "sources")]
    public List<string> Sources { get; set; } = [];

    [YamlMember(Alias = "icon")]
    public string? Icon { get; set; }

    [YamlMember(Alias = "appVersion")]
    public string AppVersion { get; set; } = null!;

    [YamlMember(Alias = "deprecated")]
    public bool? Deprecated { get; set; } = false;

    [YamlMember(Alias = "annotations")]
    public Dictionary<string, string> Annotations { get; set; } = [];
}
