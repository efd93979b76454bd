using System.Runtime.CompilerServices;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Wire;
using Aspire.Hosting.Orchestration;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Dashboard;

/// <summary>What the dashboard can ask.</summary>
internal sealed class ResourceService(
    AppHostProject appHost,
    DistributedApplicationOptions options,
    ResourceNotificationService notifications,
    ResourceLoggerService logs,
    ResourceCommandService commands)
{
    private const int Succeeded = 1;
    private const int Failed = 2;
    private const int Cancelled = 3;

    /// <summary>Far below gRPC's limit of 4 MB a message even when lines are long.</summary>
    private const int LinesPerMessage = 500;

    public Task DescribeApplicationAsync(HttpContext http) => Grpc.UnaryAsync(http, Empty.Parser, (_, _) =>
        Task.FromResult<IMessage>(new ApplicationAnswer { ApplicationName = options.DashboardApplicationName ?? appHost.Name }));

    public Task WatchResourcesAsync(HttpContext http) =>
        Grpc.StreamAsync(http, WatchRequest.Parser, (_, cancellation) => ResourcesAsync(cancellation));

    public Task WatchLogsAsync(HttpContext http) => Grpc.StreamAsync(http, LogRequest.Parser, LinesAsync);

    public Task ExecuteAsync(HttpContext http) => Grpc.UnaryAsync(http, CommandRequest.Parser, async (request, cancellation) =>
    {
        var result = await commands.ExecuteCommandAsync(request.ResourceName, request.CommandName, cancellation).ConfigureAwait(false);
        var answer = new CommandAnswer { Kind = result.Success ? Succeeded : result.Canceled ? Cancelled : Failed };
        if ((result.Message ?? result.ErrorMessage) is { } message)
            answer.Message = message;
        return answer;
    });

    private async IAsyncEnumerable<IMessage> ResourcesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var (known, changes) = notifications.Subscribe();
        try
        {
            var initial = new Initial();
            initial.Resources.AddRange(known.Select(WireResource.From));
            yield return new WatchAnswer { Initial = initial };
            while (await changes.Reader.WaitToReadAsync(cancellation).ConfigureAwait(false))
            {
                var batch = new Changes();
                while (changes.Reader.TryRead(out var change))
                    batch.Values.Add(new Change { Upsert = WireResource.From(change) });
                yield return new WatchAnswer { Changes = batch };
            }
        }
        finally
        {
            notifications.Unsubscribe(changes);
        }
    }

    private async IAsyncEnumerable<IMessage> LinesAsync(LogRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var batches = request.SuppressFollow ? logs.GetAllAsync(request.ResourceName) : logs.WatchAsync(request.ResourceName);
        await foreach (var batch in batches.WithCancellation(cancellation).ConfigureAwait(false))
        {
            foreach (var part in batch.Chunk(LinesPerMessage))
            {
                var answer = new LogAnswer();
                answer.Lines.AddRange(part.Select(line =>
                    new Line { Text = line.Content, IsStdErr = line.IsErrorMessage, LineNumber = line.LineNumber }));
                yield return answer;
            }
        }
    }
}
