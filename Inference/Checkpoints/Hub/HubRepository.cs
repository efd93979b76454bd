using System.Text.Json;
using System.Text.RegularExpressions;

namespace Inference.Checkpoints.Hub;

/// <summary>What the Hub says of a repository: the commit of a revision, the files of a commit, and where each is.</summary>
internal sealed partial class HubRepository(HubRequests requests, HubSettings settings, HubAddress address, HubRetry retry)
{
    /// <summary>The commit that the revision is now.</summary>
    public async Task<string> CommitAsync(CancellationToken cancellation)
    {
        var (json, _) = await JsonAsync(At($"api/models/{address.Repository}/revision/{Uri.EscapeDataString(address.Revision)}"), cancellation).ConfigureAwait(false);
        using (json)
        {
            return json.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("sha", out var sha) && sha.GetString() is { } commit && Hash().IsMatch(commit)
                ? commit
                : throw Strange("no commit for the revision");
        }
    }

    /// <summary>All files of a commit, by path.</summary>
    public async Task<IReadOnlyDictionary<string, HubFile>> FilesAsync(string commit, CancellationToken cancellation)
    {
        var files = new Dictionary<string, HubFile>(StringComparer.Ordinal);
        Uri? page = At($"api/models/{address.Repository}/tree/{commit}?recursive=true");
        while (page is not null)
        {
            var (json, next) = await JsonAsync(page, cancellation).ConfigureAwait(false);
            using (json)
            {
                foreach (var file in json.RootElement.EnumerateArray().Where(entry => entry.GetProperty("type").GetString() == "file").Select(Read))
                    files[file.Path] = file;
            }

            page = next is null ? null : new Uri(page, next);
        }

        return files;
    }

    public Uri Download(string commit, HubFile file) =>
        At($"{address.Repository}/resolve/{commit}/{string.Join('/', file.Path.Split('/').Select(Uri.EscapeDataString))}");

    private Uri At(string route) => new($"{settings.Endpoint.AbsoluteUri.TrimEnd('/')}/{route}");

    private HubFile Read(JsonElement entry)
    {
        var path = entry.GetProperty("path").GetString() ?? "";
        var large = entry.TryGetProperty("lfs", out var lfs) && lfs.ValueKind == JsonValueKind.Object;
        var hash = (large ? lfs : entry).GetProperty("oid").GetString() ?? "";
        // Both become paths of this machine.
        if (path.Split('/', '\\').Any(part => part is "" or "." or "..") || !Hash().IsMatch(hash) || hash.Length != (large ? 64 : 40))
            throw Strange($"the file '{path}' with the hash '{hash}'");
        return new HubFile(path, (large ? lfs : entry).GetProperty("size").GetInt64(), hash);
    }

    private Task<(JsonDocument Json, string? Next)> JsonAsync(Uri uri, CancellationToken cancellation) => retry.RunAsync(address, async () =>
    {
        using var response = await requests.GetAsync(address, uri, from: 0, cancellation).ConfigureAwait(false);
        await using var body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        try
        {
            var json = await JsonDocument.ParseAsync(body, default, cancellation).ConfigureAwait(false);
            var next = response.Headers.TryGetValues("Link", out var links) ? links.Select(link => NextPage().Match(link)).FirstOrDefault(match => match.Success) : null;
            return (json, next?.Groups[1].Value);
        }
        catch (JsonException)
        {
            throw Strange("what is not JSON; a proxy or a login page may stand before it");
        }
    }, cancellation);

    private HubException Strange(string what) => new($"{address} cannot be fetched: {settings.Endpoint} gives {what}.");

    [GeneratedRegex("^([0-9a-f]{40}|[0-9a-f]{64})$")]
    private static partial Regex Hash();

    [GeneratedRegex("<([^>]+)>; *rel=\"next\"")]
    private static partial Regex NextPage();
}
