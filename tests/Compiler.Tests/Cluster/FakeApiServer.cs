using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Compiler.Cluster;
using ServiceDefaults.Cluster;

namespace Compiler.Tests.Cluster;

/// <summary>The two routes of the Kubernetes API that a compile job uses, over one Deployment.</summary>
internal sealed class FakeApiServer : IAsyncDisposable
{
    private const string Path = "/apis/apps/v1/namespaces/serving/deployments/flux-a-deployment";

    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    public FakeApiServer()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Access = new ClusterAccess(new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/"), "serving", "the-token");
        }

        _listener.Prefixes.Add(Access.Server.ToString());
        _listener.Start();
        _serving = ServeAsync();
    }

    public ClusterAccess Access { get; }

    public JsonObject Deployment { get; } = new()
    {
        ["metadata"] = new JsonObject { ["resourceVersion"] = "7", ["annotations"] = new JsonObject { [HeldDeployment.ContentAnnotation] = "c0ffee00" } },
        ["spec"] = new JsonObject { ["paused"] = true },
    };

    /// <summary>What is answered to every request instead.</summary>
    public HttpStatusCode? Refusal { get; set; }

    /// <summary>Called before a patch is looked at: somebody else's change.</summary>
    public Action? BeforePatch { get; set; }

    public List<string> Requests { get; } = [];

    public bool Paused => (bool?)Deployment["spec"]!["paused"] is true;

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                var (status, body) = await AnswerAsync(context.Request);
                context.Response.StatusCode = (int)status;
                context.Response.ContentType = "application/json";
                await context.Response.OutputStream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(body));
                context.Response.Close();
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
        }
    }

    private async Task<(HttpStatusCode Status, string Body)> AnswerAsync(HttpListenerRequest request)
    {
        using var reader = new StreamReader(request.InputStream);
        var body = await reader.ReadToEndAsync();
        Requests.Add($"{request.HttpMethod} {request.ContentType} {body}".Trim());
        if (request.Headers["Authorization"] != "Bearer the-token")
            return (HttpStatusCode.Unauthorized, "who are you");
        if (Refusal is { } refusal)
            return (refusal, """{"kind":"Status","message":"not you"}""");
        if (request.Url!.AbsolutePath != Path)
            return (HttpStatusCode.NotFound, "no such thing");
        if (request.HttpMethod == "PATCH")
        {
            BeforePatch?.Invoke();
            var patch = JsonNode.Parse(body)!;
            if ((string?)patch["metadata"]!["resourceVersion"] != (string?)Deployment["metadata"]!["resourceVersion"])
                return (HttpStatusCode.Conflict, """{"kind":"Status","message":"the object has been modified"}""");
            foreach (var (name, value) in patch["metadata"]!["annotations"]?.AsObject() ?? [])
                Deployment["metadata"]!["annotations"]![name] = value!.DeepClone();
            // A merge patch's null removes the member.
            if (patch["spec"]!.AsObject().TryGetPropertyValue("paused", out var paused) && paused is null)
                Deployment["spec"]!.AsObject().Remove("paused");
        }

        return (HttpStatusCode.OK, Deployment.ToJsonString());
    }
}
