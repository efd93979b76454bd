using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Backchannel;

/// <summary>Which lines the Aspire CLI wants.</summary>
internal sealed record ConsoleLogRequest
{
    /// <summary>Of one resource, by name or id; of all when null.</summary>
    public string? ResourceName { get; init; }

    /// <summary>Also those to come.</summary>
    public bool Follow { get; init; }

    /// <summary>Only those that hold a text.</summary>
    public string? Search { get; init; }

    /// <summary>The last of those there are.</summary>
    public int? Tail { get; init; }
}

/// <summary>What resources have written, for the Aspire CLI.</summary>
internal sealed class ConsoleLogs(ResourceNotificationService notifications, ResourceLoggerService logs)
{
    private const int LinesPerBatch = 500;

    /// <summary>Lines in batches.</summary>
    public async IAsyncEnumerable<Batch> BatchesAsync(ConsoleLogRequest request, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var sources = notifications.Current.Where(known => request.ResourceName is null || known.IsNamed(request.ResourceName)).ToArray();
        if (sources.Length == 0 && request.ResourceName is { } unknown)
            throw new InvalidOperationException($"Resource '{unknown}' not found.");
        var open = sources.Select(source => new Source(source, logs.Log(source.ResourceId).Follow())).ToArray();
        try
        {
            var written = open.SelectMany(source => source.Log.Lines.Where(line => Matches(request, source, line)).Select(line => Show(source, line))).ToArray();
            foreach (var batch in written.TakeLast(request.Tail ?? written.Length).Chunk(LinesPerBatch))
                yield return new Batch(batch);
            if (!request.Follow)
                yield break;
            await foreach (var batch in FollowAsync(open, cancellation).ConfigureAwait(false))
            {
                if (batch.Lines.Where(line => Matches(request, batch.Source, line)).Select(line => Show(batch.Source, line)).ToArray() is { Length: > 0 } lines)
                    yield return new Batch(lines);
            }
        }
        finally
        {
            foreach (var source in open)
                logs.Log(source.Resource.ResourceId).Unfollow(source.Log.Follower);
        }
    }

    /// <summary>Line by line.</summary>
    public async IAsyncEnumerable<Line> LinesAsync(ConsoleLogRequest request, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var batch in BatchesAsync(request, cancellation).ConfigureAwait(false))
        {
            foreach (var line in batch.Lines)
                yield return line;
        }
    }

    private static async IAsyncEnumerable<(Source Source, List<LogLine> Lines)> FollowAsync(
        Source[] open, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var merged = Channel.CreateBounded<(Source, List<LogLine>)>(1);
        var pumps = open.Select(source => PumpAsync(source, merged.Writer, cancellation)).ToArray();
        await foreach (var batch in merged.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            yield return batch;
        await Task.WhenAll(pumps).ConfigureAwait(false);
    }

    private static async Task PumpAsync(Source source, ChannelWriter<(Source, List<LogLine>)> merged, CancellationToken cancellation)
    {
        try
        {
            var reader = source.Log.Follower.Reader;
            while (await reader.WaitToReadAsync(cancellation).ConfigureAwait(false))
            {
                var lines = new List<LogLine>();
                while (lines.Count < LinesPerBatch && reader.TryRead(out var line))
                    lines.Add(line);
                await merged.WriteAsync((source, lines), cancellation).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The client has enough.
        }
    }

    private static bool Matches(ConsoleLogRequest request, Source source, LogLine line) => string.IsNullOrEmpty(request.Search)
        || line.Content.Contains(request.Search, StringComparison.OrdinalIgnoreCase)
        || source.Resource.Resource.Name.Contains(request.Search, StringComparison.OrdinalIgnoreCase);

    private static Line Show(Source source, LogLine line) =>
        new(source.Resource.ResourceId, line.LineNumber, line.Content, line.IsErrorMessage);

    internal sealed record Batch(IReadOnlyList<Line> Lines);

    internal sealed record Line(string ResourceName, int LineNumber, string Content, bool IsError);

    private sealed record Source(ResourceEvent Resource, (IReadOnlyList<LogLine> Lines, Channel<LogLine> Follower) Log);
}
