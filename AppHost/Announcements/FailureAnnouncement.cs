using AppHost.Endpoints;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AppHost.Announcements;

/// <summary>Says on the console what a service's failure to start means: who waits for it in vain, and what to do.</summary>
internal static partial class FailureAnnouncement
{
    /// <summary>Tells of each failure to start; the reason itself is on the console already.</summary>
    public static IResourceBuilder<ProjectResource> AnnounceFailure(this IResourceBuilder<ProjectResource> service)
    {
        service.ApplicationBuilder.Eventing.Subscribe<ResourceStoppedEvent>(service.Resource, (happened, _) =>
        {
            // One that waited in vain was named by the one it waited for.
            if (happened.ResourceEvent.Snapshot.State?.Text == KnownResourceStates.FailedToStart && !WaitedInVain(service.Resource, happened.Services))
                Failed(Logger(happened.Services), Text(service.Resource, happened.Services.GetRequiredService<DistributedApplicationModel>()));
            return Task.CompletedTask;
        });
        return service;
    }

    private static string Text(IResource service, DistributedApplicationModel model)
    {
        var waiting = model.Resources.Where(other => WaitsOf(other).Contains(service)).Select(other => $"{other.Name} waits for {service.Name} and does not start either.");
        var again = $"Then start {service.Name} in the dashboard, and what waits for it, or start anew.";
        return string.Join(' ', [$"{service.Name} does not run.", .. waiting, ServicePort.HowToChange(service) ?? "Mend the cause.", again]);
    }

    private static IEnumerable<IResource> WaitsOf(IResource resource) => resource.Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource);

    private static bool WaitedInVain(IResource service, IServiceProvider services)
    {
        var states = services.GetRequiredService<ResourceNotificationService>();
        return WaitsOf(service).Any(first => states.TryGetCurrentState(first.Name, out var state)
            && state.Snapshot.State?.Text == KnownResourceStates.FailedToStart);
    }

    private static ILogger Logger(IServiceProvider services) => services.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(AppHost));

    [LoggerMessage(21, LogLevel.Error, "{Consequences}")]
    private static partial void Failed(ILogger logger, string consequences);
}
