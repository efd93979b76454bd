using System.Globalization;

namespace Gateway.Errors;

/// <summary>An error as OpenAI's API shapes it: <c>{ "error": { message, type, param, code } }</c>.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Stable name of the error, for programs.</param>
/// <param name="Message">What was given, what is allowed, what to do, for people.</param>
/// <param name="Param">The field it is about.</param>
internal sealed record ApiError(int Status, string Code, string Message, string? Param = null)
{
    public TimeSpan? RetryAfter { get; init; }

    public ErrorBody Body => new(Message, Type, Param, Code);

    private string Type => Status switch
    {
        StatusCodes.Status401Unauthorized => "authentication_error",
        StatusCodes.Status403Forbidden => "permission_error",
        < 500 => "invalid_request_error",
        _ => "server_error",
    };

    public Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        if (RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        return response.WriteAsJsonAsync(new Envelope(Body), context.RequestAborted);
    }

    private sealed record Envelope(ErrorBody Error);
}

/// <summary>Message, type, field and code of an error.</summary>
internal sealed record ErrorBody(string Message, string Type, string? Param, string Code);
