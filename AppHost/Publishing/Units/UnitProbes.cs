using Aspire.Hosting.Kubernetes.Resources;

namespace AppHost.Publishing.Units;

/// <summary>How Kubernetes knows that a worker has started, lives, and may be sent requests.</summary>
internal static class UnitProbes
{
    private const string Port = "http";

    public static void Add(ContainerV1 container)
    {
        // Loading a device's runtime may take minutes before the server answers at all; the model is readiness's matter.
        container.StartupProbe = Get("/health", period: 10, failures: 180);
        container.ReadinessProbe = Get("/readiness", period: 10, failures: 2);
        container.LivenessProbe = Get("/health", period: 20, failures: 6);
    }

    private static ProbeV1 Get(string path, int period, int failures) => new()
    {
        HttpGet = new() { Path = path, Port = Port, Scheme = "HTTP" },
        PeriodSeconds = period,
        TimeoutSeconds = 5,
        FailureThreshold = failures,
    };
}
