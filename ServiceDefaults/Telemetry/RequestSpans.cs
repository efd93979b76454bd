using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using ServiceDefaults.Health;

namespace ServiceDefaults.Telemetry;

/// <summary>
/// Names the spans of requests by method and route, as the HTTP semantic conventions say and ASP.NET Core does not, and
/// keeps probes out of the traces: they come every few seconds and say nothing.
/// </summary>
internal sealed class RequestSpans : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, following) =>
        {
            try
            {
                await following(context);
            }
            finally
            {
                if (context.Features.Get<IHttpActivityFeature>() is { Activity: { } span })
                    Describe(span, context);
            }
        });
        next(app);
    };

    private static void Describe(Activity span, HttpContext context)
    {
        var request = context.Request;
        if (request.Path.Value is HealthEndpoints.HealthPath or HealthEndpoints.ReadinessPath or PrometheusEndpoint.Path)
        {
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            return;
        }

        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        span.DisplayName = route is null ? request.Method : $"{request.Method} /{route.TrimStart('/')}";
        span.SetTag("http.route", route);
    }
}
