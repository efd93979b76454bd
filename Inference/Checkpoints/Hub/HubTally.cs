namespace Inference.Checkpoints.Hub;

/// <summary>Adds up what several downloads bring, and tells it not too often.</summary>
internal sealed class HubTally(HubAddress address, IProgress<HubProgress>? progress, TimeProvider time)
{
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private long _done, _total;
    private long? _told;

    public void Expect(long bytes)
    {
        lock (_gate) _total += bytes;
    }

    /// <summary>Bytes that came; fewer than none when some turned out to be wrong.</summary>
    public void Add(long bytes)
    {
        lock (_gate)
        {
            _done += bytes;
            if (_told is not { } told || time.GetElapsedTime(told) >= Pause)
                Tell();
        }
    }

    public void Tell()
    {
        lock (_gate)
        {
            _told = time.GetTimestamp();
            progress?.Report(new HubProgress(address, _done, _total));
        }
    }
}
