using System.Net;

namespace Gateway;

/// <summary>What workers are spoken to in, without TLS.</summary>
internal enum WorkerProtocol
{
    /// <summary>HTTP/1.1: a connection for each request at a time.</summary>
    Http1,

    /// <summary>HTTP/2: many requests on each connection. Workers must take it at the addresses that they are known by.</summary>
    Http2,
}

internal static class WorkerProtocols
{
    public static Version Version(this WorkerProtocol protocol) => protocol == WorkerProtocol.Http2 ? HttpVersion.Version20 : HttpVersion.Version11;
}
