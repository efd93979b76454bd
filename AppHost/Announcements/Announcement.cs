using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AppHost.Announcements;

/// <summary>Says on the console where to point a browser or a client.</summary>
internal static partial class Announcement
{
    /// <summary>Says where the resource will listen when it starts, and that it is ready when it is.</summary>
    public static IResourceBuilder<ProjectResource> Announce(this IResourceBuilder<ProjectResource> resource, string what)
    {
        var eventing = resource.ApplicationBuilder.Eventing;
        eventing.Subscribe<BeforeResourceStartedEvent>(resource.Resource, (happened, _) =>
        {
            Starting(Logger(happened.Services), what, Address(resource));
            return Task.CompletedTask;
        });
        eventing.Subscribe<ResourceReadyEvent>(resource.Resource, (happened, _) =>
        {
            Ready(Logger(happened.Services), what, Address(resource));
            return Task.CompletedTask;
        });
        return resource;
    }

    private static string Address(IResourceBuilder<ProjectResource> resource) => resource.GetEndpoint("http").Url;

    private static ILogger Logger(IServiceProvider services) => services.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(AppHost));

    [LoggerMessage(1, LogLevel.Information, "{What}: {Address} (starting)")]
    private static partial void Starting(ILogger logger, string what, string address);

    [LoggerMessage(2, LogLevel.Information, "{What}: {Address} (ready)")]
    private static partial void Ready(ILogger logger, string what, string address);
}
