namespace AppHost.Publishing.Observability;

/// <summary>The OpenTelemetry collector's names and ports.</summary>
internal static class Collector
{
    public const string Name = "collector";
    public const string Service = "collector-service";
    public const string PortName = "otlp";
    public const int Port = 4317;

    /// <summary>Where it says whether it works.</summary>
    public const int HealthPort = 13133;

    /// <summary>Where services send their telemetry.</summary>
    public static string Endpoint => $"http://{Service}:{Port}";
}
