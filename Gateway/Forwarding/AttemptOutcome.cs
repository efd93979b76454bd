using System.Net.Sockets;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Forwarding;

/// <summary>How an attempt ended.</summary>
internal enum AttemptOutcome
{
    /// <summary>The client has the worker's answer, whatever it says.</summary>
    Answered,

    /// <summary>The worker turned it away and another can take it.</summary>
    TurnedAway,

    /// <summary>The worker was lost before the first byte of an answer.</summary>
    Lost,

    /// <summary>The worker was lost in the middle of its answer, and the client's connection with it.</summary>
    Broken,

    /// <summary>It could not be forwarded as it is, and the connection to the worker is not to blame.</summary>
    NotForwarded,

    /// <summary>The worker was silent for too long.</summary>
    TimedOut,

    /// <summary>The client left.</summary>
    ClientGone,
}

internal static class AttemptOutcomes
{
    public static AttemptOutcome Of(ForwarderError error, HttpContext context, Attempt attempt) => error switch
    {
        _ when context.RequestAborted.IsCancellationRequested && !IsWorkersFault(error) => AttemptOutcome.ClientGone,
        ForwarderError.None => attempt.Next is null ? AttemptOutcome.Answered : AttemptOutcome.TurnedAway,
        ForwarderError.RequestTimedOut when !IsConnectTimeout(context) => AttemptOutcome.TimedOut,
        ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled or ForwarderError.ResponseBodyCanceled
            or ForwarderError.ResponseBodyClient => AttemptOutcome.ClientGone,
        _ when !IsLoss(context.Features.Get<IForwarderErrorFeature>()?.Exception) => AttemptOutcome.NotForwarded,
        _ => context.Response.HasStarted ? AttemptOutcome.Broken : AttemptOutcome.Lost,
    };

    // When a worker breaks off in the middle, the forwarder aborts the client's connection in its turn.
    private static bool IsWorkersFault(ForwarderError error) => error is ForwarderError.ResponseBodyDestination;

    private static bool IsConnectTimeout(HttpContext context) =>
        context.Features.Get<IForwarderErrorFeature>()?.Exception is { InnerException: TimeoutException };

    // Whatever a request can hold that cannot be sent must not take a healthy worker out.
    internal static bool IsLoss(Exception? exception) => exception switch
    {
        null => false,
        SocketException or IOException or TimeoutException => true,
        AggregateException several => several.InnerExceptions.Any(IsLoss),
        _ => IsLoss(exception.InnerException),
    };
}
