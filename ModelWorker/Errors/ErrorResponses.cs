using Inference.Artifacts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pjrt;
using ServiceDefaults.Errors;

namespace ModelWorker.Errors;

/// <summary>Turns what goes wrong anywhere in a request into an OpenAI error object.</summary>
internal static partial class ErrorResponses
{
    /// <summary>Nobody reads it; it is what access logs and metrics show for a client that went away.</summary>
    private const int ClientClosedRequest = 499;

    public static void UseErrorResponses(this WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("ModelWorker.Errors");
        var limit = app.Services.GetRequiredService<IOptions<WorkerOptions>>().Value.MaxRequestBytes;
        var unit = app.Services.GetRequiredService<WorkerUnit>().Name;
        app.Use(async (HttpContext context, RequestDelegate next) =>
        {
            try
            {
                await next(context).ConfigureAwait(false);
            }
            catch (Exception exception) when (!context.Response.HasStarted)
            {
                await AnswerAsync(context, exception, unit, limit, logger).ConfigureAwait(false);
            }
        });
        app.UseStatusCodePages(page => page.HttpContext.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => WorkerErrors.NoRoute(page.HttpContext.Request.Path).WriteAsync(page.HttpContext),
            StatusCodes.Status405MethodNotAllowed => WorkerErrors.WrongMethod(page.HttpContext.Request.Method).WriteAsync(page.HttpContext),
            _ => Task.CompletedTask,
        });
    }

    private static Task AnswerAsync(HttpContext context, Exception exception, string unit, int limit, ILogger logger)
    {
        if (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = ClientClosedRequest;
            return Task.CompletedTask;
        }
        return Of(exception, unit, limit, logger).WriteAsync(context);
    }

    /// <summary>The error that an exception means to a client. What it says may name files and native frames: that is for the log.</summary>
    public static ApiError Of(Exception exception, string unit, int limit, ILogger logger)
    {
        switch (exception)
        {
            case ApiException known:
                return known.Error;
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return RequestBody.TooLarge(limit);
            case BadHttpRequestException bad:
                return new ApiError(bad.StatusCode, "bad_request", bad.Message);
            case PjrtException or ArtifactMissingException:
                Log.DeviceFailed(logger, exception);
                return WorkerErrors.DeviceFailed(unit);
            case OperationCanceledException:
                // The client is still there, so it is the process that is stopping.
                return WorkerErrors.Draining;
            default:
                Log.Failed(logger, exception);
                return WorkerErrors.Internal;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The device failed.")]
        public static partial void DeviceFailed(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "A request failed.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
