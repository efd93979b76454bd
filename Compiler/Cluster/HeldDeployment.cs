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

    /// <summary>It waits for content that is not known to be compiled: whoever compiles that lets it go.</summary>
    OtherContent,
}

/// <summary>A unit's Deployment, published paused so that no accelerator waits for a compiler.</summary>
internal sealed class HeldDeployment(ClusterAccess cluster, string name)
{
    /// <summary>The annotation that names what the Deployment's workers run.</summary>
    public const string ContentAnnotation = "inference/content";

    /// <summary>With a content behind it, the annotation of a Deployment that was let go with that content.</summary>
    public const string ReleasedAnnotation = "released.inference/";

    private const string Noted = "true";

    private const int Attempts = 5;

    private string Path => $"/apis/apps/v1/namespaces/{cluster.Namespace}/deployments/{name}";

    /// <summary>Removes <c>spec.paused</c> if the Deployment is of this content, and notes that it was let go with it.</summary>
    /// <param name="content">What it must be of; null: whatever it is.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="HttpRequestException">The API refuses; the message says what it said.</exception>
    public Task<Release> ReleaseAsync(string? content, CancellationToken cancellation) => ChangeAsync(
        found => content is not null && found.Content != content ? Release.OtherContent
            : found is { IsPaused: false, IsNoted: true } ? Release.WasFree
            : Release.Released,
        cancellation);

    /// <summary>Removes <c>spec.paused</c> if the Deployment was let go before with the content that it has.</summary>
    /// <exception cref="HttpRequestException">The API refuses; the message says what it said.</exception>
    public Task<Release> ResumeAsync(CancellationToken cancellation) => ChangeAsync(
        found => !found.IsPaused ? Release.WasFree
            : found.Content is not null && found.IsNoted ? Release.Released
            : Release.OtherContent,
        cancellation);

    private async Task<Release> ChangeAsync(Func<Found, Release> decide, CancellationToken cancellation)
    {
        using var client = cluster.CreateClient();
        for (var attempt = 1; ; attempt++)
        {
            var found = new Found(await ReadAsync(client, cancellation).ConfigureAwait(false));
            var decision = decide(found);
            if (decision != Release.Released)
                return decision;

            using var body = JsonContent.Create(found.Patch(), new MediaTypeHeaderValue("application/merge-patch+json"));
            using var answer = await client.PatchAsync(Path, body, cancellation).ConfigureAwait(false);
            if (answer.StatusCode == HttpStatusCode.Conflict && attempt < Attempts)
                continue;
            await EnsureAsync(answer, "patch", cancellation).ConfigureAwait(false);
            return found.IsPaused ? Release.Released : Release.WasFree;
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

    /// <summary>The Deployment as it was looked at.</summary>
    private sealed class Found(JsonNode deployment)
    {
        private readonly JsonNode? _metadata = deployment["metadata"];

        public string? Content => Annotation(ContentAnnotation);

        public bool IsPaused => (bool?)deployment["spec"]?["paused"] is true;

        /// <summary>Whether it was let go with its content before; one without content has nothing to be noted.</summary>
        public bool IsNoted => Content is null || Annotation(ReleasedAnnotation + Content) == Noted;

        public JsonObject Patch()
        {
            // With the version that was looked at: were it replaced meanwhile by other content, the API answers 409.
            var metadata = new JsonObject { ["resourceVersion"] = _metadata?["resourceVersion"]?.DeepClone() };
            if (Content is not null)
                metadata["annotations"] = new JsonObject { [ReleasedAnnotation + Content] = Noted };
            return new JsonObject { ["metadata"] = metadata, ["spec"] = new JsonObject { ["paused"] = null } };
        }

        private string? Annotation(string name) => (string?)_metadata?["annotations"]?[name];
    }
}
