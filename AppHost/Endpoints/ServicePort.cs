using System.Globalization;

namespace AppHost.Endpoints;

/// <summary>At which port a service is found: its launch profile's, unless a setting chooses another.</summary>
internal static class ServicePort
{
    private const string Endpoint = "http";

    /// <summary>Takes the port that <paramref name="setting"/> gives (<c>Gateway:Port</c>); a cluster has its own.</summary>
    /// <exception cref="DistributedApplicationException">The setting is no port.</exception>
    public static IResourceBuilder<ProjectResource> WithPort(this IResourceBuilder<ProjectResource> service, string setting)
    {
        service.WithAnnotation(new PortSetting(setting));
        var application = service.ApplicationBuilder;
        if (application.ExecutionContext.IsPublishMode || application.Configuration[setting] is not { Length: > 0 } given)
            return service;
        return int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue
            ? service.WithEndpoint(Endpoint, endpoint => endpoint.Port = port)
            : throw new DistributedApplicationException($"{setting} is '{given}'; it takes a port, 1 to {ushort.MaxValue}.");
    }

    /// <summary>How to choose another port than the one the service has; null when no setting does.</summary>
    public static string? HowToChange(IResource service) =>
        service.TryGetLastAnnotation<PortSetting>(out var setting)
        && service.Annotations.OfType<EndpointAnnotation>().FirstOrDefault(endpoint => endpoint.Name == Endpoint) is { } endpoint
            ? $"If another process has port {endpoint.Port}, end it or choose another: --{setting.Name}={endpoint.Port + 1} "
                + $"(environment {setting.Name.Replace(":", "__", StringComparison.Ordinal)})."
            : null;

    private sealed record PortSetting(string Name) : IResourceAnnotation;
}
