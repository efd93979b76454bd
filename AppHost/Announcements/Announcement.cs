using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AppHost.Announcements;

/// <summary>Says on the console where to point a browser or a client, and what is ready.</summary>
internal static partial class Announcement
{
    /// <summary>Says where the resource will listen, and, when all that are announced are ready, where each is.</summary>
    public static IResourceBuilder<ProjectResource> Announce(this IResourceBuilder<ProjectResource> resource, string what)
    {
        var announced = new Announced(what);
        var eventing = resource.ApplicationBuilder.Eventing;
        eventing.Subscribe<BeforeResourceStartedEvent>(resource.Resource, (happened, _) =>
        {
            announced.IsReady = false;
            Starting(Logger(happened.Services), what, Address(resource.Resource));
            return Task.CompletedTask;
        });
        eventing.Subscribe<ResourceReadyEvent>(resource.Resource, (happened, _) =>
        {
            announced.IsReady = true;
            var all = happened.Services.GetRequiredService<DistributedApplicationModel>().Resources.OfType<ProjectResource>()
                .Where(other => other.Annotations.OfType<Announced>().Any())
                .Select(other => (Resource: other, Said: other.Annotations.OfType<Announced>().First()))
                .ToArray();
            if (all.All(other => other.Said.IsReady))
                Ready(Logger(happened.Services), string.Join(Environment.NewLine, all.Select(other => $"  {other.Said.What}: {Address(other.Resource)}")));
            return Task.CompletedTask;
        });
        return resource.WithAnnotation(announced);
    }

    /// <summary>Says when the resource is ready.</summary>
    public static IResourceBuilder<ProjectResource> AnnounceReady(this IResourceBuilder<ProjectResource> resource, string what)
    {
        resource.ApplicationBuilder.Eventing.Subscribe<ResourceReadyEvent>(resource.Resource, (happened, _) =>
        {
            WorkerReady(Logger(happened.Services), what, Address(resource.Resource));
            return Task.CompletedTask;
        });
        return resource;
    }

    private static string Address(ProjectResource resource) => resource.GetEndpoint("http").Url;

    private static ILogger Logger(IServiceProvider services) => services.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(AppHost));

    [LoggerMessage(1, LogLevel.Information, "{What}: {Address} (starting)")]
    private static partial void Starting(ILogger logger, string what, string address);

    [LoggerMessage(2, LogLevel.Information, """
        Ready:
        {Addresses}
        """)]
    private static partial void Ready(ILogger logger, string addresses);

    [LoggerMessage(3, LogLevel.Information, "{What} is ready: {Address}")]
    private static partial void WorkerReady(ILogger logger, string what, string address);

    private sealed record Announced(string What) : IResourceAnnotation
    {
        public bool IsReady { get; set; }
    }
}
