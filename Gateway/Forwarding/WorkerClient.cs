using System.Text;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Forwarding;

/// <summary>Connections to the workers, kept open and shared by all requests.</summary>
internal sealed class WorkerClient(IOptions<GatewayOptions> options) : IDisposable
{
    private readonly Version _version = options.Value.WorkerProtocol.Version();
    private ForwarderRequestConfig? _usual, _measuring;

    public HttpMessageInvoker Invoker { get; } = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        EnableMultipleHttp2Connections = true,
        // A name that stands for several pods is looked up again.
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectTimeout = options.Value.ConnectTimeout,
        // Kestrel has read the client's headers as UTF-8; without this the handler takes ASCII only.
        RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        // An attempt is a span already, and carries its trace on itself.
        ActivityHeadersPropagator = null,
    });

    /// <summary>For one answer.</summary>
    public ForwarderRequestConfig Usual => Silent(options.Value.ActivityTimeout, ref _usual);

    /// <summary>For a series of answers that is measured before a byte is sent.</summary>
    public ForwarderRequestConfig Measuring => Silent(options.Value.MeasuringTimeout, ref _measuring);

    public void Dispose() => Invoker.Dispose();

    // The settings may have changed; else it is the one of the request before.
    private ForwarderRequestConfig Silent(TimeSpan atMost, ref ForwarderRequestConfig? config) =>
        config is { } same && same.ActivityTimeout == atMost ? same : config = new() { Version = _version, VersionPolicy = HttpVersionPolicy.RequestVersionExact, ActivityTimeout = atMost };
}
