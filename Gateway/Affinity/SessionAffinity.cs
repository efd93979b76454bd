using System.Security.Cryptography;
using System.Text;
using Gateway.Routing;
using Microsoft.Extensions.Options;

namespace Gateway.Affinity;

/// <summary>
/// Leads the requests of a session to the worker of its first one, as long as that may be asked: one that was ejected,
/// drained or weighs nothing any more breaks the session, and the next request begins another.
/// </summary>
internal sealed class SessionAffinity(IOptions<GatewayOptions> options, TimeProvider time)
{
    public const string Cookie = "inference-session";
    public const string Header = "X-Inference-Session";

    // Replicas that share a management key share their sessions; without one, this gateway has them for itself.
    private readonly byte[] _key = options.Value.ManagementKey is { Length: > 0 } key
        ? SHA256.HashData(Encoding.UTF8.GetBytes($"session affinity\n{key}"))
        : RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes);

    public bool IsOn => options.Value.Affinity.By != AffinityCarrier.Off;

    /// <summary>The worker of the request's session; null: there is none that may be asked.</summary>
    public Selection? Resume(HttpContext context, in Target target) =>
        IsOn && target.Pinned is null && Read(context) is { } session && session.Ends > time.GetUtcNow() ? target.Route.At(session.Unit, session.Worker) : null;

    /// <summary>Tells the client where its session is.</summary>
    public void Keep(HttpContext context, Selection selection)
    {
        var settings = options.Value.Affinity;
        var now = time.GetUtcNow();
        var known = Read(context) is { } read && read.Ends > now && (read.Unit, read.Worker) == (selection.Unit.Name, selection.Worker.Name) ? read : default(SessionToken?);
        var session = known ?? new SessionToken(selection.Unit.Name, selection.Worker.Name, now + settings.Time);
        var headers = context.Response.Headers;
        if (settings.By == AffinityCarrier.Header)
            headers[Header] = session.Write(_key);
        else if (settings.By == AffinityCarrier.Cookie && known is null)
            context.Response.Cookies.Append(Cookie, session.Write(_key), new CookieOptions { MaxAge = settings.Time, HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, Path = "/" });
    }

    private SessionToken? Read(HttpContext context) =>
        SessionToken.Read(options.Value.Affinity.By == AffinityCarrier.Header ? context.Request.Headers[Header].ToString() : context.Request.Cookies[Cookie], _key);
}
