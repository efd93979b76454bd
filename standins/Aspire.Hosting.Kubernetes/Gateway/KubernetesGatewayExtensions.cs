using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;

namespace Aspire.Hosting;

/// <summary>Adds and describes gateways of the Gateway API.</summary>
public static class KubernetesGatewayExtensions
{
    /// <summary>Adds a gateway to the chart.</summary>
    public static IResourceBuilder<KubernetesGatewayResource> AddGateway(
        this IResourceBuilder<KubernetesEnvironmentResource> builder, string name) =>
        builder.AddChild(new KubernetesGatewayResource(name, builder.Resource));

    /// <summary>Says which controller serves it.</summary>
    public static IResourceBuilder<KubernetesGatewayResource> WithGatewayClass(
        this IResourceBuilder<KubernetesGatewayResource> builder, string className) =>
        builder.Change(gateway => gateway.GatewayClassName = ReferenceExpression.Create($"{className}"));

    /// <summary>Names a host whose certificate it serves.</summary>
    public static IResourceBuilder<KubernetesGatewayResource> WithHostname(
        this IResourceBuilder<KubernetesGatewayResource> builder, string hostname) =>
        builder.Change(gateway => gateway.Hosts.Add(ReferenceExpression.Create($"{hostname}")));

    /// <summary>Says something to the controller.</summary>
    public static IResourceBuilder<KubernetesGatewayResource> WithGatewayAnnotation(
        this IResourceBuilder<KubernetesGatewayResource> builder, string key, string value) =>
        builder.Change(gateway => gateway.Notes[key] = ReferenceExpression.Create($"{value}"));

    /// <summary>Routes a path of any host to an endpoint, which must be external.</summary>
    public static IResourceBuilder<KubernetesGatewayResource> WithRoute(
        this IResourceBuilder<KubernetesGatewayResource> builder,
        string path,
        EndpointReference endpoint,
        GatewayPathMatchType pathType = GatewayPathMatchType.PathPrefix) =>
        builder.Change(gateway => gateway.Routes.Add(new(null, path, endpoint, pathType)));

    /// <summary>Routes a path of one host to an endpoint, which must be external.</summary>
    public static IResourceBuilder<KubernetesGatewayResource> WithRoute(
        this IResourceBuilder<KubernetesGatewayResource> builder,
        string host,
        string path,
        EndpointReference endpoint,
        GatewayPathMatchType pathType = GatewayPathMatchType.PathPrefix) =>
        builder.Change(gateway => gateway.Routes.Add(new(host, path, endpoint, pathType)));

    /// <summary>Serves TLS with the certificate of a Secret.</summary>
    public static IResourceBuilder<KubernetesGatewayResource> WithTls(
        this IResourceBuilder<KubernetesGatewayResource> builder, string secretName) =>
        builder.Change(gateway => gateway.TlsSecrets.Add(ReferenceExpression.Create($"{secretName}")));
}
