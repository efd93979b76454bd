using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Offers a command on the resource; one of the same name is replaced.</summary>
    public static IResourceBuilder<T> WithCommand<T>(
        this IResourceBuilder<T> builder,
        string name,
        string displayName,
        Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand,
        CommandOptions? commandOptions = null)
        where T : IResource
    {
        var options = commandOptions ?? new CommandOptions();
        if (builder.Resource.Annotations.OfType<ResourceCommandAnnotation>().FirstOrDefault(known => known.Name == name) is { } replaced)
            builder.Resource.Annotations.Remove(replaced);
        return builder.WithAnnotation(new ResourceCommandAnnotation(
            name,
            displayName,
            options.UpdateState ?? (static _ => ResourceCommandState.Enabled),
            executeCommand,
            options.Description,
            options.Parameter,
            options.ConfirmationMessage,
            options.IconName,
            options.IconVariant,
            options.IsHighlighted));
    }

    /// <summary>Shows an address of the resource in the dashboard.</summary>
    public static IResourceBuilder<T> WithUrl<T>(this IResourceBuilder<T> builder, string url, string? displayText = null)
        where T : IResource => builder.WithAnnotation(new ResourceUrlAnnotation { Url = url, DisplayText = displayText });

    /// <summary>Changes the addresses that the dashboard shows.</summary>
    public static IResourceBuilder<T> WithUrls<T>(this IResourceBuilder<T> builder, Action<ResourceUrlsCallbackContext> callback)
        where T : IResource => builder.WithAnnotation(new ResourceUrlsCallbackAnnotation(callback));

    /// <summary>Changes how the dashboard shows an endpoint's address.</summary>
    public static IResourceBuilder<T> WithUrlForEndpoint<T>(
        this IResourceBuilder<T> builder, string endpointName, Action<ResourceUrlAnnotation> callback)
        where T : IResource => builder.WithUrls(context =>
    {
        foreach (var url in context.Urls.Where(url => url.Endpoint?.EndpointName == endpointName))
            callback(url);
    });

    /// <summary>Gives the resource an icon in the dashboard.</summary>
    public static IResourceBuilder<T> WithIconName<T>(
        this IResourceBuilder<T> builder, string iconName, IconVariant iconVariant = IconVariant.Filled)
        where T : IResource =>
        builder.WithAnnotation(new ResourceIconAnnotation(iconName, iconVariant), ResourceAnnotationMutationBehavior.Replace);
}
