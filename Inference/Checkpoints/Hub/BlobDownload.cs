using System.Net;
using Inference.Artifacts;

namespace Inference.Checkpoints.Hub;

/// <summary>
/// Brings a file into the cache. What has come stays beside it until it is whole, also when the process ends, and the next
/// attempt asks for the rest; only bytes that hash to what the Hub says get the blob's name.
/// </summary>
internal sealed class BlobDownload(HubRequests requests, HubRepository repository, HubCache cache, HubAddress address, HubRetry retry, HubTally tally, TimeProvider time)
{
    /// <summary>A connection on which nothing comes for so long is given up.</summary>
    internal static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    /// <exception cref="HubException">It cannot be had, or is not what the Hub says.</exception>
    public async Task RunAsync(string commit, HubFile file, CancellationToken cancellation)
    {
        // Workers and jobs of one machine that want the same file wait for the one that fetches it.
        using (await MachineLock.AcquireFileAsync(cache.Lock(file.Blob), time, cancellation).ConfigureAwait(false))
        {
            if (new FileInfo(cache.Blob(file.Blob)) is { Exists: true } blob && blob.Length == file.Length)
                tally.Add(file.Length);
            else
                await FetchAsync(commit, file, cancellation).ConfigureAwait(false);
            cache.Link(commit, file);
        }
    }

    private async Task FetchAsync(string commit, HubFile file, CancellationToken cancellation)
    {
        var part = cache.Part(file.Blob);
        Directory.CreateDirectory(Path.GetDirectoryName(part)!);
        tally.Add(LengthOf(part));
        // What an earlier process left may be wrong; what comes in one go may not.
        for (var fresh = LengthOf(part) == 0; ; fresh = true)
        {
            await retry.RunAsync(address, () => AppendAsync(commit, file, part, cancellation), cancellation, () => LengthOf(part)).ConfigureAwait(false);
            if (await BlobHash.MatchesAsync(part, file, cancellation).ConfigureAwait(false))
                break;
            Forget(part);
            if (fresh)
                throw new HubException($"{address} cannot be fetched: {file.Path} does not hash to {file.Blob}, as {repository.Download(commit, file).Host} says it does. A proxy may have changed it.");
        }

        File.Move(part, cache.Blob(file.Blob), overwrite: true);
    }

    /// <summary>Asks for what is missing, until the file has its length; its result is that length.</summary>
    private async Task<long> AppendAsync(string commit, HubFile file, string part, CancellationToken cancellation)
    {
        if (LengthOf(part) > file.Length)
            Forget(part);
        var from = LengthOf(part);
        if (from == file.Length && from > 0)
            return from;
        using var response = await requests.GetAsync(address, repository.Download(commit, file), from, cancellation).ConfigureAwait(false);
        if (from > 0 && (response.StatusCode != HttpStatusCode.PartialContent || response.Content.Headers.ContentRange?.From != from))
        {
            // All of it, or another part: not every mirror knows ranges.
            Forget(part);
            from = 0;
        }

        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            throw new HubBusyException($"{file.Path} has another length there.", after: null);
        await using var output = new FileStream(part, FileMode.Append, FileAccess.Write, FileShare.Read);
        await using var input = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var buffer = new byte[1 << 18];
        while (from <= file.Length && await ReadAsync(input, buffer, cancellation).ConfigureAwait(false) is var read and > 0)
        {
            await output.WriteAsync(buffer.AsMemory(0, read), cancellation).ConfigureAwait(false);
            from += read;
            tally.Add(read);
        }

        output.Flush(flushToDisk: true);
        return from >= file.Length ? from : throw new HubBusyException($"{file.Path} broke off after {from} of {file.Length} bytes.", after: null);
    }

    private static async Task<int> ReadAsync(Stream input, byte[] buffer, CancellationToken cancellation)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        silence.CancelAfter(Silence);
        try
        {
            return await input.ReadAsync(buffer, silence.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new HubBusyException($"nothing came for {Silence.TotalSeconds:0} s.", after: null);
        }
        catch (IOException broken) when (broken is not HttpIOException)
        {
            // A lost connection has many names; one of the disk's would have come from writing.
            throw new HubBusyException(broken.Message, after: null);
        }
    }

    private void Forget(string part)
    {
        tally.Add(-LengthOf(part));
        File.Delete(part);
    }

    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
