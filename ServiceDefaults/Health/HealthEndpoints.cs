using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServiceDefaults.Telemetry;

namespace ServiceDefaults.Health;

/// <summary>The two probes of a service and how they answer.</summary>
internal static class HealthEndpoints
{
    private const string HealthPath = "/health";
    private const string ReadinessPath = "/readiness";

    private const string LiveTag = "live";
    private const string ReadyTag = "ready";

    public static void AddLiveness(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [LiveTag]);

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks(HealthPath, Answering(LiveTag)).AllowAnonymous().WithoutTraces();
        app.MapHealthChecks(ReadinessPath, Answering(ReadyTag)).AllowAnonymous().WithoutTraces();
    }

    private static HealthCheckOptions Answering(string tag) => new()
    {
        Predicate = check => check.Tags.Contains(tag),
        ResponseWriter = WriteAsync,
    };

    /// <summary>Says which check failed and why: a bare 503 sends the reader to the logs of a pod that may be gone.</summary>
    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var checks = report.Entries.ToDictionary(
            entry => entry.Key,
            entry => new CheckAnswer(entry.Value.Status.ToString(), entry.Value.Description, entry.Value.Data is { Count: > 0 } data ? data : null));
        return context.Response.WriteAsJsonAsync(new HealthAnswer(report.Status.ToString(), checks), context.RequestAborted);
    }

    private sealed record HealthAnswer(string Status, IReadOnlyDictionary<string, CheckAnswer> Checks);

    /// <param name="Data">What a check says beside, for whoever steers by it.</param>
    private sealed record CheckAnswer(
        string Status, string? Description, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, object>? Data);
}
