using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Keeps what resources write and hands it to those who follow.</summary>
public class ResourceLoggerService
{
    private readonly ConcurrentDictionary<string, ResourceLog> _logs = new(StringComparer.Ordinal);

    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Writes to the log of a resource's first instance.</summary>
    public ILogger GetLogger(IResource resource) => Log(resource.InstanceIds()[0]);

    /// <summary>Writes to the log of an instance.</summary>
    public ILogger GetLogger(string resourceName) => Log(resourceName);

    /// <summary>All lines kept, and then each new one as it comes.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(IResource resource) => WatchAsync(resource.InstanceIds()[0]);

    /// <summary>All lines kept, and then each new one as it comes.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName) => FollowAsync(resourceName);

    /// <summary>All lines kept.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(IResource resource) => GetAllAsync(resource.InstanceIds()[0]);

    /// <summary>All lines kept.</summary>
    public async IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(string resourceName)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield return Log(resourceName).Lines;
    }

    internal ResourceLog Log(string resourceId) => _logs.GetOrAdd(resourceId, _ => new ResourceLog(Time));

    private async IAsyncEnumerable<IReadOnlyList<LogLine>> FollowAsync(
        string resourceId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var log = Log(resourceId);
        var (lines, follower) = log.Follow();
        try
        {
            if (lines.Count > 0)
                yield return lines;
            while (await follower.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                var batch = new List<LogLine>();
                while (follower.Reader.TryRead(out var line))
                    batch.Add(line);
                yield return batch;
            }
        }
        finally
        {
            log.Unfollow(follower);
        }
    }
}
