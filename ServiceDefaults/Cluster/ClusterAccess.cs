using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;

namespace ServiceDefaults.Cluster;

/// <summary>The Kubernetes API as a pod reaches it: with its service account's token.</summary>
/// <param name="Server">The API server.</param>
/// <param name="Namespace">The pod's namespace.</param>
/// <param name="Token">The token.</param>
/// <param name="Authority">The certificate authority of the cluster, as a PEM file; null: the system's.</param>
public sealed record ClusterAccess(Uri Server, string Namespace, string Token, string? Authority = null)
{
    private const string Account = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>The pod's own access; null outside of a cluster.</summary>
    /// <exception cref="IOException">In a cluster, but without a token: the pod does not mount its service account's.</exception>
    public static ClusterAccess? OfPod()
    {
        if (Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST") is not { Length: > 0 } host)
            return null;
        var port = Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_PORT_HTTPS") is { Length: > 0 } given ? given : "443";
        // An IPv6 address needs brackets in a URL.
        var server = new Uri($"https://{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{port}");
        return new ClusterAccess(server, Read("namespace"), Read("token"), Path.Combine(Account, "ca.crt"));
    }

    /// <summary>A client for one piece of work: the token that it sends is replaced on disk before it runs out, within the hour.</summary>
    public HttpClient CreateClient()
    {
        var handler = new SocketsHttpHandler();
        if (Authority is not null)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(Authority);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        var client = new HttpClient(handler) { BaseAddress = Server, Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return client;
    }

    private static string Read(string name) => File.ReadAllText(Path.Combine(Account, name)).Trim();
}
