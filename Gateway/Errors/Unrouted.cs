namespace Gateway.Errors;

/// <summary>Gives what routing itself answers the shape of errors: nothing at a path, a wrong method, a wrong kind of body.</summary>
internal static class Unrouted
{
    public static Task AnswerAsync(HttpContext context, RequestDelegate next) => context.GetEndpoint() switch
    {
        RouteEndpoint => next(context),
        null => GatewayErrors.NoRoute(context.Request.Path).WriteAsync(context),
        _ => ExplainAsync(context, next),
    };

    // What routing puts in the place of a route sets the status, and Allow where that belongs, and no more.
    private static async Task ExplainAsync(HttpContext context, RequestDelegate next)
    {
        await next(context).ConfigureAwait(false);
        var response = context.Response;
        if (response.HasStarted) return;
        var error = response.StatusCode switch
        {
            StatusCodes.Status405MethodNotAllowed => GatewayErrors.WrongMethod(context.Request, response.Headers.Allow.ToString()),
            StatusCodes.Status415UnsupportedMediaType => GatewayErrors.WrongContentType(context.Request),
            _ => null,
        };
        if (error is not null) await error.WriteAsync(context).ConfigureAwait(false);
    }
}
