using AppHost.Publishing.Values;

namespace AppHost.Publishing.Observability;

/// <summary>
/// The Aspire dashboard in the cluster, where it is published: the collector passes everything on to it, and without a
/// collector services send to it themselves.
/// </summary>
internal static class Dashboard
{
    /// <summary>The environment's name, by which the publisher calls the dashboard's objects.</summary>
    public const string Environment = "k8s";

    public const string Name = $"{Environment}-dashboard";

    /// <summary>Where it takes telemetry, by gRPC.</summary>
    public const int Port = 18889;

    public static string Endpoint => $"http://{Address}";

    private static string Address => $"{Name}-service:{Port}";

    /// <summary>Its part of the collector's processors. It reckons with sums since the beginning, services send what is new.</summary>
    public const string Processor = """
          deltatocumulative:
            max_stale: 1h

        """;

    /// <summary>Its part of the collector's exporters.</summary>
    public static string Exporter => $"""
          otlp_grpc/dashboard:
            endpoint: {Address}
            tls:
              insecure: true

        """;

    /// <summary>Its part of the collector's pipelines: all traces, and every metric by its own name.</summary>
    public const string Pipelines = """
            traces/dashboard:
              receivers: [otlp]
              processors: [memory_limiter, batch]
              exporters: [otlp_grpc/dashboard]
            metrics/dashboard:
              receivers: [otlp]
              processors: [memory_limiter, deltatocumulative, batch]
              exporters: [otlp_grpc/dashboard]
            logs/dashboard:
              receivers: [otlp]
              processors: [memory_limiter, batch]
              exporters: [otlp_grpc/dashboard]

        """;

    /// <summary>What the chart's README says of it.</summary>
    public static string Note => $"""

        The Aspire dashboard has traces, metrics and logs from the collector, or from the services themselves when `{ObservabilityValues.Enabled}` is false: `kubectl port-forward service/{Name}-service 18888`.

        """.ReplaceLineEndings("\n");
}
