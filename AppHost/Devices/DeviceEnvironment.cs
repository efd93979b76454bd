namespace AppHost.Devices;

/// <summary>Which device a process computes on.</summary>
internal static class DeviceEnvironment
{
    private const string PluginKey = "Device:Plugin";

    /// <summary>
    /// The plugin that the AppHost was given (<c>Device__Plugin=/path/plugin.so</c>), else the emulated device. Published
    /// workers get neither from here: a cluster has real devices.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithDevice(this IResourceBuilder<ProjectResource> resource)
    {
        var application = resource.ApplicationBuilder;
        if (application.ExecutionContext.IsPublishMode)
            return resource;
        return application.Configuration[PluginKey] is { Length: > 0 } plugin
            ? resource.WithEnvironment("Device__Plugin", Path.GetFullPath(plugin))
            : resource.WithEnvironment("Device__Emulated", "true");
    }
}
