using YamlDotNet.Serialization;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>Routes of the Gateway API.</summary>
public sealed class HttpRouteV1() : BaseKubernetesResource("gateway.networking.k8s.io/v1", "HTTPRoute")
{
    [YamlMember(Alias = "spec")]
    public HttpRouteSpecV1 Spec { get; set; } = new();
}

public sealed class HttpRouteSpecV1
{
    [YamlMember(Alias = "parentRefs")]
    public List<HttpRouteParentRefV1> ParentRefs { get; } = [];

    [YamlMember(Alias = "hostnames")]
    public List<string> Hostnames { get; } = [];

    [YamlMember(Alias = "rules")]
    public List<HttpRouteRuleV1> Rules { get; } = [];
}

public sealed class HttpRouteParentRefV1
{
    [YamlMember(Alias = "name")]
    public string Name { get; set; } = null!;
}

public sealed class HttpRouteRuleV1
{
    [YamlMember(Alias = "matches")]
    public List<HttpRouteMatchV1> Matches { get; } = [];

    [YamlMember(Alias = "backendRefs")]
    public List<HttpRouteBackendRefV1> BackendRefs { get; } = [];
}

public sealed class HttpRouteMatchV1
{
    [YamlMember(Alias = "path")]
    public HttpRoutePathMatchV1? Path { get; set; }
}

public sealed class HttpRoutePathMatchV1
{
    [YamlMember(Alias = "type")]
    public string Type { get; set; } = "PathPrefix";

    [YamlMember(Alias = "value")]
    public string Value { get; set; } = null!;
}

public sealed class HttpRouteBackendRefV1
{
    [YamlMember(Alias = "name")]
    public string Name { get; set; } = null!;

    [YamlMember(Alias = "port")]
    public int Port { get; set; }
}
