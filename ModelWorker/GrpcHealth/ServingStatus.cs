namespace ModelWorker.GrpcHealth;

/// <summary><c>grpc.health.v1.HealthCheckResponse.ServingStatus</c>, with its numbers.</summary>
internal enum ServingStatus
{
    Unknown = 0,
    Serving = 1,
    NotServing = 2,

    /// <summary>Only in streams: a call for one status ends with NOT_FOUND instead.</summary>
    ServiceUnknown = 3,
}
