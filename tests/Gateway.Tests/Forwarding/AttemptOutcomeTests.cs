using System.Net.Sockets;
using Gateway.Forwarding;

namespace Gateway.Tests.Forwarding;

/// <summary>Only what the connection to a worker did is the worker's loss.</summary>
public class AttemptOutcomeTests
{
    private static readonly Dictionary<string, Exception> Exceptions = new()
    {
        ["refused"] = new HttpRequestException("refused", new SocketException((int)SocketError.ConnectionRefused)),
        ["broken off"] = new HttpRequestException("broken off", new HttpIOException(HttpRequestError.ResponseEnded)),
        ["reset while it was sent"] = new AggregateException(new InvalidOperationException(), new HttpRequestException("reset", new IOException())),
        ["connect timeout"] = new OperationCanceledException("late", new TimeoutException()),
        ["a header that cannot be sent"] = new HttpRequestException("Request headers must contain only ASCII characters."),
        ["a header that cannot be passed on"] = new InvalidOperationException(),
    };

    [Theory]
    [InlineData("refused", true)]
    [InlineData("broken off", true)]
    [InlineData("reset while it was sent", true)]
    [InlineData("connect timeout", true)]
    [InlineData("a header that cannot be sent", false)]
    [InlineData("a header that cannot be passed on", false)]
    public void A_worker_is_lost_when_its_connection_is(string how, bool lost) => Assert.Equal(lost, AttemptOutcomes.IsLoss(Exceptions[how]));
}
