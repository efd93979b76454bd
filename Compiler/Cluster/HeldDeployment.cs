using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ServiceDefaults.Cluster;

namespace Compiler.Cluster;

/// <summary>What became of a Deployment that was to be let go.</summary>
internal enum Release
{
    /// <summary>It makes its pods from now on.</summary>
    Released,

    /// <summary>It was not held.</summary>
    WasFree,

    /// <summary>It waits for other content than was compiled here: whoever compiles that lets it go.</summary>
    OtherContent,
}

/// <summary>A unit's Deployment, published paused so that no accelerator waits for a compiler.</summary>
internal sealed class HeldDeployment(ClusterAccess cluster, string name)
{
    /// <summary>The annotation that names what the Deployment's workers run.</summary>
    public const string ContentAnnotation = "inference/content";

    private const int Attempts = 5;

    private string Path => $"/apis/apps/v1/namespaces/{cluster.Namespace}/deployments/{name}";

    /// <summary>Removes <c>spec.paused</c> if the Deployment is held for this content.</summary>
    /// <exception cref="HttpRequestException">The API refuses; the message says what it said.</exception>
    public async Task<Release> ReleaseAsync(string? content, CancellationToken cancellation)
    {
        using var client = cluster.CreateClient();
        for (var attempt = 1; ; attempt++)
        {
            var deployment = await ReadAsync(client, cancellation).ConfigureAwait(false);
            var metadata = deployment["metadata"];
            if (content is not null && (string?)metadata?["annotations"]?[ContentAnnotation] != content)
                return Release.OtherContent;
            if ((bool?)deployment["spec"]?["paused"] is not true)
                return Release.WasFree;

            // With the version that was looked at: were it replaced meanwhile by other content, the API answers 409.
            var patch = new JsonObject
            {
                ["metadata"] = new JsonObject { ["resourceVersion"] = metadata?["resourceVersion"]?.DeepClone() },
                ["spec"] = new JsonObject { ["paused"] = null },
            };
            using var body = JsonContent.Create(patch, new MediaTypeHeaderValue("application/merge-patch+json"));
            using var answer = await client.PatchAsync(Path, body, cancellation).ConfigureAwait(false);
            if (answer.StatusCode == HttpStatusCode.Conflict && attempt < Attempts)
                continue;
            await EnsureAsync(answer, "patch", cancellation).ConfigureAwait(false);
            return Release.Released;
        }
    }

    private async Task<JsonNode> ReadAsync(HttpClient client, CancellationToken cancellation)
    {
        using var answer = await client.GetAsync(Path, cancellation).ConfigureAwait(false);
        await EnsureAsync(answer, "get", cancellation).ConfigureAwait(false);
        return await answer.Content.ReadFromJsonAsync<JsonNode>(cancellation).ConfigureAwait(false) ?? new JsonObject();
    }

    private async Task EnsureAsync(HttpResponseMessage answer, string verb, CancellationToken cancellation)
    {
        if (answer.IsSuccessStatusCode)
            return;
        var said = await answer.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
        throw new HttpRequestException(
            $"The Kubernetes API does not let this job {verb} the Deployment {name} in {cluster.Namespace}: {(int)answer.StatusCode} {said.Trim()}",
            null, answer.StatusCode);
    }
}
