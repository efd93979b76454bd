using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ServiceDefaults.Errors;

/// <summary>An error as OpenAI's API shapes it: <c>{ "error": { message, type, param, code } }</c>.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Stable name of the error, for programs.</param>
/// <param name="Message">What was given, what is allowed, what to do, for people.</param>
/// <param name="Param">The field it is about.</param>
public sealed record ApiError(int Status, string Code, string Message, string? Param = null)
{
    /// <summary>When it is worth trying again; answered in whole seconds, at least one.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The object under <c>error</c>; also what an error event of a stream carries.</summary>
    public ErrorBody Body => new(Message, Type, Param, Code);

    // OpenAI's type of a 429 names what there was too much of ("requests", "tokens"), which differs from limit to limit; its
    // clients go by the status. So here it is one word, in the form of the others.
    private string Type => Status switch
    {
        StatusCodes.Status429TooManyRequests => "rate_limit_error",
        StatusCodes.Status401Unauthorized => "authentication_error",
        StatusCodes.Status403Forbidden => "permission_error",
        < 500 => "invalid_request_error",
        _ => "server_error",
    };

    /// <summary>Answers a request with it. Nothing of the answer may have been sent yet.</summary>
    public Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        if (RetryAfter is { } wait)
            response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return response.WriteAsJsonAsync(new ErrorEnvelope(Body), ErrorJson.Options, context.RequestAborted);
    }
}

/// <summary>Message, type, field and code of an error.</summary>
/// <param name="Message">For people.</param>
/// <param name="Type">OpenAI's kind of error, which follows from the status.</param>
/// <param name="Param">The field it is about.</param>
/// <param name="Code">For programs.</param>
public sealed record ErrorBody(string Message, string Type, string? Param, string Code);

/// <summary>The whole body of an error's answer.</summary>
/// <param name="Error">The error.</param>
public sealed record ErrorEnvelope(ErrorBody Error);
