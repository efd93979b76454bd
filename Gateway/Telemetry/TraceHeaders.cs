using System.Diagnostics;

namespace Gateway.Telemetry;

/// <summary>Makes a forwarded request the child of the attempt that sends it, not of the client's span.</summary>
internal static class TraceHeaders
{
    /// <summary>Replaces the trace headers that came with the request; without a span of our own they go on as they are.</summary>
    public static void Inject(Activity? activity, HttpRequestMessage request)
    {
        if (activity is null) return;
        var propagator = DistributedContextPropagator.Current;
        foreach (var field in propagator.Fields)
        {
            request.Headers.Remove(field);
        }

        propagator.Inject(activity, request, static (carrier, name, value) => ((HttpRequestMessage)carrier!).Headers.TryAddWithoutValidation(name, value));
    }
}
