using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Shared;

/// <summary>What was asked of the hub.</summary>
internal sealed record HubRequest(string Host, string Path, string? Range, string? Authorization);

/// <summary>
/// The Hub's routes over one repository, on this machine: a revision's commit, the tree of a commit in pages, and files, the large
/// ones by a redirect to a signed address of another host, which knows ranges. It breaks off, refuses and lies when told to.
/// </summary>
internal sealed class LoopbackHub : IAsyncDisposable
{
    public const string Repository = "owner/tiny", Commit = "0123456789abcdef0123456789abcdef01234567";

    private const int PageSize = 4;

    private readonly HttpListener _listener = new();
    private readonly Task _serving;
    private readonly SortedDictionary<string, (byte[] Bytes, bool Large)> _files = new(StringComparer.Ordinal);
    private readonly int _port;

    public LoopbackHub()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            _port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        _listener.Prefixes.Add($"http://127.0.0.1:{_port}/");
        _listener.Prefixes.Add($"http://localhost:{_port}/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Endpoint => new($"http://127.0.0.1:{_port}/");

    /// <summary>The only token that may read, when there is one.</summary>
    public string? Token { get; set; }

    /// <summary>How many of the next large answers break off half-way.</summary>
    public int Breaks { get; set; }

    /// <summary>How many of the next requests are answered with 503.</summary>
    public int Busy { get; set; }

    public bool KnowsRanges { get; set; } = true;

    /// <summary>A file that is sent with its first byte changed.</summary>
    public string? Damaged { get; set; }

    public ConcurrentQueue<HubRequest> Requests { get; } = [];

    /// <summary>Bytes of large files that were sent.</summary>
    public long Sent { get; private set; }

    /// <summary>Paths of the files that were asked for by their names.</summary>
    public IEnumerable<string> Resolved => Requests.Select(request => request.Path).Where(path => path.Contains("/resolve/", StringComparison.Ordinal))
        .Select(path => Uri.UnescapeDataString(path[(path.IndexOf(Commit, StringComparison.Ordinal) + Commit.Length + 1)..])).Distinct().Order(StringComparer.Ordinal);

    public LoopbackHub Add(string path, string text) => Add(path, Encoding.UTF8.GetBytes(text), large: false);

    public LoopbackHub Add(string path, byte[] bytes, bool large)
    {
        _files[path] = (bytes, large);
        return this;
    }

    /// <summary>All files of a folder; weights are large.</summary>
    public LoopbackHub AddFolder(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            Add(Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllBytes(file), large: file.EndsWith(".safetensors", StringComparison.Ordinal));
        return this;
    }

    /// <summary>The hash that names a file.</summary>
    public string Hash(string path) => Hash(_files[path]);

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

#pragma warning disable CA5350 // git's own hash
    private static string Hash((byte[] Bytes, bool Large) file) => Convert.ToHexStringLower(file.Large
        ? SHA256.HashData(file.Bytes)
        : SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {file.Bytes.Length}\0"), .. file.Bytes]));
#pragma warning restore CA5350

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            try
            {
                await AnswerAsync(context);
            }
            catch (Exception gone) when (gone is HttpListenerException or IOException or ObjectDisposedException)
            {
                // Whoever asked has hung up.
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var path = request.RawUrl!.Split('?')[0].TrimStart('/');
        Requests.Enqueue(new HubRequest(request.Url!.Host, path, request.Headers["Range"], request.Headers["Authorization"]));
        if (Busy > 0)
        {
            Busy--;
            response.Headers["Retry-After"] = "7";
            Refuse(response, HttpStatusCode.ServiceUnavailable, "");
        }
        else if (path.StartsWith("cdn/", StringComparison.Ordinal))
            await SendAsync(request, response, _files.Single(file => Hash(file.Value) == path[4..]));
        else if (Token is not null && request.Headers["Authorization"] != $"Bearer {Token}")
            Refuse(response, request.Headers["Authorization"] is null ? HttpStatusCode.Unauthorized : HttpStatusCode.Forbidden, "GatedRepo");
        else if (path is $"api/models/{Repository}/revision/main")
            await WriteAsync(response, JsonSerializer.SerializeToUtf8Bytes(new { id = Repository, sha = Commit }));
        else if (path is $"api/models/{Repository}/tree/{Commit}")
            await TreeAsync(request, response);
        else if (path.StartsWith($"{Repository}/resolve/{Commit}/", StringComparison.Ordinal) && _files.TryGetValue(Uri.UnescapeDataString(path[$"{Repository}/resolve/{Commit}/".Length..]), out var file))
            await ResolveAsync(response, file);
        else
            Refuse(response, HttpStatusCode.NotFound, "RepoNotFound");
    }

    private async Task TreeAsync(HttpListenerRequest request, HttpListenerResponse response)
    {
        var page = int.Parse(request.QueryString["cursor"] ?? "0", CultureInfo.InvariantCulture);
        if (page + PageSize < _files.Count)
            response.Headers["Link"] = $"<{Endpoint}api/models/{Repository}/tree/{Commit}?recursive=true&cursor={page + PageSize}>; rel=\"next\"";
        var entries = _files.Skip(page).Take(PageSize).Select(file => file.Value.Large
            ? (object)new { type = "file", oid = new string('0', 40), size = file.Value.Bytes.Length, path = file.Key, lfs = new { oid = Hash(file.Value), size = file.Value.Bytes.Length, pointerSize = 130 } }
            : new { type = "file", oid = Hash(file.Value), size = file.Value.Bytes.Length, path = file.Key });
        await WriteAsync(response, JsonSerializer.SerializeToUtf8Bytes(entries.Prepend(new { type = "directory", oid = new string('1', 40), size = 0, path = "folder" })));
    }

    private async Task ResolveAsync(HttpListenerResponse response, (byte[] Bytes, bool Large) file)
    {
        response.Headers["X-Repo-Commit"] = Commit;
        if (file.Large)
        {
            response.Headers["X-Linked-Etag"] = $"\"{Hash(file)}\"";
            response.Headers["Location"] = $"http://localhost:{_port}/cdn/{Hash(file)}?signature=secret";
            response.StatusCode = (int)HttpStatusCode.Found;
            response.Close();
        }
        else
        {
            response.Headers["ETag"] = $"\"{Hash(file)}\"";
            await WriteAsync(response, file.Bytes);
        }
    }

    private async Task SendAsync(HttpListenerRequest request, HttpListenerResponse response, KeyValuePair<string, (byte[] Bytes, bool Large)> file)
    {
        var bytes = file.Value.Bytes;
        var from = 0;
        if (KnowsRanges && request.Headers["Range"] is { } range)
        {
            from = int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture);
            if (from >= bytes.Length)
            {
                Refuse(response, HttpStatusCode.RequestedRangeNotSatisfiable, "");
                return;
            }

            response.StatusCode = (int)HttpStatusCode.PartialContent;
            response.Headers["Content-Range"] = $"bytes {from}-{bytes.Length - 1}/{bytes.Length}";
        }

        var rest = bytes[from..];
        if (file.Key == Damaged && from == 0)
            rest[0] ^= 1;
        response.ContentLength64 = rest.Length;
        var breaks = Breaks > 0;
        var sent = breaks ? rest.Length / 2 : rest.Length;
        Sent += sent;
        await response.OutputStream.WriteAsync(rest.AsMemory(0, sent));
        if (breaks)
        {
            Breaks--;
            await response.OutputStream.FlushAsync();
            response.Abort();
        }
        else
            response.Close();
    }

    private static async Task WriteAsync(HttpListenerResponse response, byte[] bytes)
    {
        response.ContentLength64 = bytes.Length;
        await response.OutputStream.WriteAsync(bytes);
        response.Close();
    }

    private static void Refuse(HttpListenerResponse response, HttpStatusCode status, string code)
    {
        response.StatusCode = (int)status;
        response.Headers["X-Error-Code"] = code;
        response.Close();
    }
}
