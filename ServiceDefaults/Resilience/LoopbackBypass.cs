using System.Net;

namespace ServiceDefaults.Resilience;

/// <summary>
/// The environment's proxy for every host but this machine: no proxy reaches what listens on its loopback, though
/// <c>HTTP_PROXY</c> alone would send requests for it there too.
/// </summary>
internal sealed class LoopbackBypass(IWebProxy proxy) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => proxy.Credentials;
        set => proxy.Credentials = value;
    }

    /// <summary>Sets it for all clients of the process, those of libraries included.</summary>
    public static void Install()
    {
        if (HttpClient.DefaultProxy is not LoopbackBypass) HttpClient.DefaultProxy = new LoopbackBypass(HttpClient.DefaultProxy);
    }

    public Uri? GetProxy(Uri destination) => destination.IsLoopback ? null : proxy.GetProxy(destination);

    public bool IsBypassed(Uri host) => host.IsLoopback || proxy.IsBypassed(host);
}
