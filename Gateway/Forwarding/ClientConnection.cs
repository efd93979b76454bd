using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Forwarding;

/// <summary>
/// The client's connection while its request is forwarded. When an answer breaks off, the forwarder would abort it, and
/// nobody could tell any more whether the client had left or the worker. Here that is only noted, so that
/// <see cref="HttpContext.RequestAborted"/> means the client alone, and what becomes of the connection is decided later.
/// </summary>
internal sealed class ClientConnection : IHttpRequestLifetimeFeature, IHttpResetFeature
{
    // INTERNAL_ERROR (RFC 9113, section 7) and H3_INTERNAL_ERROR (RFC 9114, section 8.1).
    private const int Http2InternalError = 0x2;
    private const int Http3InternalError = 0x102;

    private readonly IHttpRequestLifetimeFeature _lifetime;
    private readonly IHttpResetFeature? _reset;
    private readonly int _internalError;

    private ClientConnection(HttpContext context)
    {
        _lifetime = context.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>();
        _reset = context.Features.Get<IHttpResetFeature>();
        _internalError = HttpProtocol.IsHttp3(context.Request.Protocol) ? Http3InternalError : Http2InternalError;
    }

    public CancellationToken RequestAborted
    {
        get => _lifetime.RequestAborted;
        set => _lifetime.RequestAborted = value;
    }

    /// <summary>Whether what was sent is not a whole answer.</summary>
    public bool IsBroken { get; private set; }

    public static ClientConnection Hold(HttpContext context)
    {
        var held = new ClientConnection(context);
        context.Features.Set<IHttpRequestLifetimeFeature>(held);
        // Only HTTP/2 and 3 have it, and who finds one uses it.
        if (held._reset is not null) context.Features.Set<IHttpResetFeature>(held);
        return held;
    }

    public void Abort() => IsBroken = true;

    public void Reset(int errorCode) => IsBroken = true;

    /// <summary>What was sent ends cleanly after all.</summary>
    public void Keep() => IsBroken = false;

    /// <summary>Breaks it off, so that the client cannot take what it has for the whole.</summary>
    public void BreakOff()
    {
        if (_reset is not null)
            _reset.Reset(_internalError);
        else
            _lifetime.Abort();
    }
}
