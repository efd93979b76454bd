namespace Benchmarks.Proxies;

/// <summary>What is spoken without TLS, on both sides of a proxy.</summary>
internal enum ProxyProtocol
{
    Http1,
    Http2,
}
