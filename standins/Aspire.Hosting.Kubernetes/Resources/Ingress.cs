using YamlDotNet.Serialization;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>Routes from outside to services.</summary>
public sealed class Ingress() : BaseKubernetesResource("networking.k8s.io/v1", "Ingress")
{
    [YamlMember(Alias = "spec")]
    public IngressSpecV1 Spec { get; set; } = new();
}

public sealed class IngressSpecV1
{
    [YamlMember(Alias = "defaultBackend")]
    public IngressBackendV1 DefaultBackend { get; set; } = null!;

    [YamlMember(Alias = "ingressClassName")]
    public string IngressClassName { get; set; } = null!;

    [YamlMember(Alias = "rules")]
    public List<IngressRuleV1> Rules { get; } = [];

    [YamlMember(Alias = "tls")]
    public List<IngressTLSV1> Tls { get; } = [];
}

public sealed class IngressRuleV1
{
    [YamlMember(Alias = "http")]
    public HttpIngressRuleValueV1 Http { get; set; } = new();

    [YamlMember(Alias = "host")]
    public string Host { get; set; } = null!;
}

public sealed class HttpIngressRuleValueV1
{
    [YamlMember(Alias = "paths")]
    public List<HttpIngressPathV1> Paths { get; } = [];
}

public sealed class HttpIngressPathV1
{
    [YamlMember(Alias = "backend")]
    public IngressBackendV1 Backend { get; set; } = new();

    [YamlMember(Alias = "pathType")]
    public string PathType { get; set; } = null!;

    [YamlMember(Alias = "path")]
    public string Path { get; set; } = null!;
}

public sealed class IngressBackendV1
{
    [YamlMember(Alias = "resource")]
    public TypedLocalObjectReferenceV1 Resource { get; set; } = null!;

    [YamlMember(Alias = "service")]
    public IngressServiceBackendV1 Service { get; set; } = null!;
}

public sealed class IngressServiceBackendV1
{
    [YamlMember(Alias = "name")]
    public string Name { get; set; } = null!;

    [YamlMember(Alias = "port")]
    public ServiceBackendPortV1 Port { get; set; } = new();
}

public sealed class ServiceBackendPortV1
{
    [YamlMember(Alias = "name")]
    public string Name { get; set; } = null!;

    [YamlMember(Alias = "number")]
    public int? Number { get; set; }
}

public sealed class TypedLocalObjectReferenceV1
{
    [YamlMember(Alias = "kind")]
    public string Kind { get; set; } = null!;

    [YamlMember(Alias = "name")]
    public string Name { get; set; } = null!;

    [YamlMember(Alias = "apiGroup")]
    public string ApiGroup { get; set; } = null!;
}

public sealed class IngressTLSV1
{
    [YamlMember(Alias = "secretName")]
    public string SecretName { get; set; } = null!;

    [YamlMember(Alias = "hosts")]
    public List<string> Hosts { get; } = [];
}
