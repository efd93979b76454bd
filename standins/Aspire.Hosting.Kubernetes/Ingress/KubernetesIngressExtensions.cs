using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;

namespace Aspire.Hosting;

/// <summary>Adds and describes ingresses.</summary>
public static class KubernetesIngressExtensions
{
    /// <summary>Adds an ingress to the chart.</summary>
    public static IResourceBuilder<KubernetesIngressResource> AddIngress(
        this IResourceBuilder<KubernetesEnvironmentResource> builder, string name) =>
        builder.AddChild(new KubernetesIngressResource(name, builder.Resource));

    /// <summary>Says which controller serves it.</summary>
    public static IResourceBuilder<KubernetesIngressResource> WithIngressClass(
        this IResourceBuilder<KubernetesIngressResource> builder, string className) =>
        builder.Change(ingress => ingress.IngressClassName = ReferenceExpression.Create($"{className}"));

    /// <summary>Says which controller serves it.</summary>
    public static IResourceBuilder<KubernetesIngressResource> WithIngressClass(
        this IResourceBuilder<KubernetesIngressResource> builder, IResourceBuilder<ParameterResource> className) =>
        builder.Change(ingress => ingress.IngressClassName = ReferenceExpression.Create($"{className.Resource}"));

    /// <summary>Names a host whose certificate it serves. A route for that host alone comes from <see cref="WithPath(IResourceBuilder{KubernetesIngressResource}, string, string, EndpointReference, IngressPathType)"/>.</summary>
    public static IResourceBuilder<KubernetesIngressResource> WithHostname(
        this IResourceBuilder<KubernetesIngressResource> builder, string hostname) =>
        builder.Change(ingress => ingress.Hosts.Add(ReferenceExpression.Create($"{hostname}")));

    /// <summary>Names a host whose certificate it serves.</summary>
    public static IResourceBuilder<KubernetesIngressResource> WithHostname(
        this IResourceBuilder<KubernetesIngressResource> builder, IResourceBuilder<ParameterResource> hostname) =>
        builder.Change(ingress => ingress.Hosts.Add(ReferenceExpression.Create($"{hostname.Resource}")));

    /// <summary>Routes a path of any host to an endpoint, which must be external.</summary>
    public static IResourceBuilder<KubernetesIngressResource> WithPath(
        this IResourceBuilder<KubernetesIngressResource> builder,
        string path,
        EndpointReference endpoint,
        IngressPathType pathType = IngressPathType.Prefix) =>
        builder.Change(ingress => ingress.Paths.Add(new(null, path, endpoint, pathType)));

    /// <summary>Routes a path of one host to an endpoint, which must be external.</summary>
    public static IResourceBuilder<KubernetesIngressResource> WithPath(
        this IResourceBuilder<KubernetesIngressResource> builder,
        string host,
        string path,
        EndpointReference endpoint,
        IngressPathType pathType = IngressPathType.Prefix) =>
        builder.Change(ingress => ingress.Paths.Add(new(host, path, endpoint, pathType)));

    /// <summary>Routes everything else to an endpoint, which must be external.</summary>
    public static IResourceBuilder<KubernetesIngressResource> WithDefaultBackend(
        this IResourceBuilder<KubernetesIngressResource> builder, EndpointReference endpoint) =>
        builder.Change(ingress => ingress.DefaultBackend = endpoint);

    /// <summary>Says something to the controller.</summary>
    public static IResourceBuilder<KubernetesIngressResource> WithIngressAnnotation(
        this IResourceBuilder<KubernetesIngressResource> builder, string key, string value) =>
        builder.Change(ingress => ingress.Notes[key] = ReferenceExpression.Create($"{value}"));

    /// <summary>Says something to the controller.</summary>
    public static IResourceBuilder<KubernetesIngressResource> WithIngressAnnotation(
        this IResourceBuilder<KubernetesIngressResource> builder, string key, IResourceBuilder<ParameterResource> value) =>
        builder.Change(ingress => ingress.Notes[key] = ReferenceExpression.Create($"{value.Resource}"));

    /// <summary>Serves TLS with the certificate of a Secret.</summary>
    public static IResourceBuilder<KubernetesIngressResource> WithTls(
        this IResourceBuilder<KubernetesIngressResource> builder, string secretName) =>
        builder.Change(ingress => ingress.TlsSecrets.Add(ReferenceExpression.Create($"{secretName}")));

    /// <summary>Serves TLS with the certificate of a Secret.</summary>
    public static IResourceBuilder<KubernetesIngressResource> WithTls(
        this IResourceBuilder<KubernetesIngressResource> builder, IResourceBuilder<ParameterResource> secretName) =>
        builder.Change(ingress => ingress.TlsSecrets.Add(ReferenceExpression.Create($"{secretName.Resource}")));
}
