using Aspire.Hosting.Kubernetes.Resources;

namespace AppHost.Publishing.Ingress;

/// <summary>What a Service says to a load balancer that leads to its pods.</summary>
internal static class LoadBalancing
{
    private const string Prefix = "alb.ingress.kubernetes.io/";

    /// <summary>Where it asks whether a pod may be sent requests.</summary>
    public static void Check(Service? service, string path)
    {
        if (service is null)
            return;
        var annotations = service.Metadata.Annotations;
        annotations[$"{Prefix}healthcheck-path"] = path;
        annotations[$"{Prefix}healthcheck-interval-seconds"] = "10";
        annotations[$"{Prefix}healthcheck-timeout-seconds"] = "5";
        annotations[$"{Prefix}healthy-threshold-count"] = "2";
        annotations[$"{Prefix}unhealthy-threshold-count"] = "2";
    }

    /// <summary>A browser stays with its pod: there its session lives.</summary>
    public static void KeepSessions(Service? service)
    {
        if (service is not null)
            service.Metadata.Annotations[$"{Prefix}target-group-attributes"] = "stickiness.enabled=true,stickiness.type=lb_cookie,stickiness.lb_cookie.duration_seconds=86400";
    }
}
