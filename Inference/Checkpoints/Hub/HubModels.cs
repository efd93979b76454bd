namespace Inference.Checkpoints.Hub;

/// <summary>
/// Checkpoints of the Hugging Face Hub on this machine's disk: only the files that loading reads, of one commit, checked
/// against the hashes that the Hub gives.
/// </summary>
/// <param name="settings">Where, by whom, and to where.</param>
/// <param name="time">Measures the pauses between attempts.</param>
/// <param name="handler">Sends the requests; it must not follow redirects itself.</param>
public sealed class HubModels(HubSettings settings, TimeProvider time, HttpMessageHandler? handler = null) : IDisposable
{
    /// <summary>One connection rarely fills a line.</summary>
    private const int AtOnce = 4;

    private readonly HttpMessageInvoker _client = new(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(30) });

    /// <summary>What the cache has; null unless it has all that loading reads.</summary>
    public HubSnapshot? Find(HubAddress address) =>
        new HubCache(settings.Cache, address) is var cache && cache.Commit() is { } commit ? HubSnapshot.Find(cache.Snapshot(commit), commit) : null;

    /// <summary>
    /// Fetches what the cache lacks. A commit that is whole in the cache is not asked for; a branch is, and the cache answers for
    /// it only where the Hub cannot be reached.
    /// </summary>
    /// <exception cref="HubException">It cannot be had; the message says why, and what to do.</exception>
    /// <exception cref="CheckpointException">The repository holds no weights that can be loaded.</exception>
    /// <exception cref="IOException">The cache cannot be written.</exception>
    public async Task<HubSnapshot> FetchAsync(HubAddress address, IProgress<HubProgress>? progress, CancellationToken cancellation)
    {
        var known = Find(address);
        if (known is not null && (address.IsCommit || settings.Offline))
            return known;
        if (settings.Offline)
            throw new HubException($"{address} is not whole in {settings.Cache}, and HF_HUB_OFFLINE forbids to fetch it.");
        var retry = new HubRetry(time);
        var requests = new HubRequests(_client, settings, time);
        var repository = new HubRepository(requests, settings, address, retry);
        string commit;
        try
        {
            commit = address.IsCommit ? address.Revision : await repository.CommitAsync(cancellation).ConfigureAwait(false);
        }
        catch (HubException unreachable) when (known is not null && unreachable.Status is null)
        {
            return known;
        }

        if (known?.Commit == commit)
            return known;
        var cache = new HubCache(settings.Cache, address);
        var tally = new HubTally(address, progress, time);
        var files = await repository.FilesAsync(commit, cancellation).ConfigureAwait(false);
        var download = new BlobDownload(requests, repository, cache, address, retry, tally, time);
        var fetched = new List<string>();
        var names = files.Keys.ToHashSet(StringComparer.Ordinal);
        var hasIndex = names.Contains(NeededFiles.ModelIndex);
        if (hasIndex)
            await BringAsync([NeededFiles.ModelIndex]).ConfigureAwait(false);
        var components = NeededFiles.Components(hasIndex ? Local(NeededFiles.ModelIndex) : null);
        var weights = components.Select(component => NeededFiles.Weights(component, names)).OfType<string>().ToArray();
        var indexes = weights.Where(name => name.EndsWith(WeightFiles.IndexEnding, StringComparison.Ordinal)).ToArray();
        await BringAsync([.. components.SelectMany(component => NeededFiles.Configuration(component, names)), .. indexes]).ConfigureAwait(false);
        await BringAsync([.. weights.Except(indexes), .. indexes.SelectMany(index => NeededFiles.Shards(index, Local(index)))]).ConfigureAwait(false);
        cache.Remember(commit);
        tally.Tell();
        return new HubSnapshot(cache.Snapshot(commit), commit, fetched);

        string Local(string name) => Path.Combine(cache.Snapshot(commit), name);

        async Task BringAsync(IReadOnlyCollection<string> wanted)
        {
            var those = wanted.Select(name => files.GetValueOrDefault(name)
                ?? throw new HubException($"{address} cannot be loaded: its index of weights names {name}, which it has not got.")).ToArray();
            DiskSpace.Require(address, settings.Cache, those.Sum(file => file.Length - cache.BytesOf(file.Blob)));
            tally.Expect(those.Sum(file => file.Length));
            await Parallel.ForEachAsync(those, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
                async (file, cancel) => await download.RunAsync(commit, file, cancel).ConfigureAwait(false)).ConfigureAwait(false);
            fetched.AddRange(wanted);
        }
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _client.Dispose();
}
