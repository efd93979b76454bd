namespace Aspire.Hosting.Processes;

/// <summary>What runs here is asked directly: a proxy that the environment names knows nothing of this machine's loopback.</summary>
internal static class Loopback
{
    private const string Hosts = "localhost,127.0.0.1,[::1]";

    private static readonly string[] Proxies = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"];

    /// <summary>Both are in use, and programs differ in which they read first.</summary>
    private static readonly string[] Exceptions = ["no_proxy", "NO_PROXY"];

    /// <summary>A client for this machine alone, which leaves no trace of its own in the telemetry.</summary>
    public static HttpClient CreateClient(TimeSpan? timeout = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, ActivityHeadersPropagator = null });
        if (timeout is { } limit)
            client.Timeout = limit;
        return client;
    }

    /// <summary>Lets a child that was given a proxy go to its neighbours without it.</summary>
    public static void ExceptFromProxy(IDictionary<string, string?> environment)
    {
        if (!environment.Keys.Any(name => Array.Exists(Proxies, proxy => proxy.Equals(name, StringComparison.OrdinalIgnoreCase))))
            return;
        var given = Exceptions.Select(environment.GetOrNull).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        foreach (var name in Exceptions)
            environment[name] = given is null ? Hosts : $"{given},{Hosts}";
    }

    private static string? GetOrNull(this IDictionary<string, string?> environment, string name) =>
        environment.TryGetValue(name, out var value) ? value : null;
}
