using System.Net.Sockets;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Forwarding;

/// <summary>How an attempt ended.</summary>
internal enum AttemptOutcome
{
    /// <summary>The client has the worker's answer, whatever it says.</summary>
    Answered,

    /// <summary>The worker turned it away and another can take it, or may soon.</summary>
    TurnedAway,

    /// <summary>The worker was lost before the first byte of an answer.</summary>
    Lost,

    /// <summary>The worker was lost in the middle of its answer.</summary>
    Broken,

    /// <summary>It could not be forwarded as it is, and the connection to the worker is not to blame.</summary>
    NotForwarded,

    /// <summary>The worker was silent for too long, before its answer or in the middle of it.</summary>
    TimedOut,

    /// <summary>The client left.</summary>
    ClientGone,
}

internal static class AttemptOutcomes
{
    public static AttemptOutcome Of(ForwarderError error, HttpContext context, Attempt attempt) => error switch
    {
        _ when context.RequestAborted.IsCancellationRequested && !IsWorkersFault(error) => AttemptOutcome.ClientGone,
        ForwarderError.None => attempt.IsTurnedAway ? AttemptOutcome.TurnedAway : AttemptOutcome.Answered,
        ForwarderError.RequestTimedOut when !IsConnectTimeout(context) => AttemptOutcome.TimedOut,
        // Two can cancel, the client and the timer, and the client did not.
        ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled or ForwarderError.ResponseBodyCanceled => AttemptOutcome.TimedOut,
        ForwarderError.ResponseBodyDestination when Exception(context) is OperationCanceledException => AttemptOutcome.TimedOut,
        ForwarderError.ResponseBodyClient => AttemptOutcome.ClientGone,
        // It is at hand in full, so what is wrong with it is neither the client's doing any more nor the worker's.
        ForwarderError.RequestBodyClient => AttemptOutcome.NotForwarded,
        _ when !IsLoss(Exception(context)) => AttemptOutcome.NotForwarded,
        _ => context.Response.HasStarted ? AttemptOutcome.Broken : AttemptOutcome.Lost,
    };

    /// <summary>Whether a worker that was lost may have begun the request: not when no connection to it came about.</summary>
    public static bool HasArrived(HttpContext context) => !IsConnectTimeout(context) && !IsUnreached(Exception(context));

    internal static bool IsUnreached(Exception? exception) => exception switch
    {
        null => false,
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError } => true,
        _ => IsUnreached(exception.InnerException),
    };

    // The client may leave on seeing it.
    private static bool IsWorkersFault(ForwarderError error) => error is ForwarderError.ResponseBodyDestination;

    private static bool IsConnectTimeout(HttpContext context) => Exception(context) is { InnerException: TimeoutException };

    private static Exception? Exception(HttpContext context) => context.Features.Get<IForwarderErrorFeature>()?.Exception;

    // Whatever a request can hold that cannot be sent must not take a healthy worker out.
    internal static bool IsLoss(Exception? exception) => exception switch
    {
        null => false,
        SocketException or IOException or TimeoutException => true,
        AggregateException several => several.InnerExceptions.Any(IsLoss),
        _ => IsLoss(exception.InnerException),
    };
}
