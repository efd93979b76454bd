using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ServiceDefaults.Routing;

/// <summary>Routes that only tell something.</summary>
public static class ReadRoutes
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps GET and, as HTTP asks of every resource that has it (RFC 9110, 9.1), HEAD: the server leaves the body out.</summary>
    public static RouteHandlerBuilder MapRead(this IEndpointRouteBuilder app, string pattern, Delegate handler) => app.MapMethods(pattern, Methods, handler);
}
