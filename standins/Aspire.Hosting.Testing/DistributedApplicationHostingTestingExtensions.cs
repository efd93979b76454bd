using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Testing;

/// <summary>Asks the resources of an application under test.</summary>
public static class DistributedApplicationHostingTestingExtensions
{
    private static readonly string[] PreferredEndpoints = ["https", "http"];

    /// <summary>A client whose base address is the resource's endpoint: the named one, else https, else http.</summary>
    public static HttpClient CreateHttpClient(this DistributedApplication app, string resourceName, string? endpointName = null) =>
        new() { BaseAddress = app.GetEndpoint(resourceName, endpointName) };

    /// <summary>The address of the resource's endpoint: the named one, else https, else http.</summary>
    /// <exception cref="ArgumentException">There is no such resource or endpoint.</exception>
    public static Uri GetEndpoint(this DistributedApplication app, string resourceName, string? endpointName = null)
    {
        var resources = app.Services.GetRequiredService<DistributedApplicationModel>().Resources;
        if (!resources.TryGetByName(resourceName, out var resource))
            throw new ArgumentException($"Resource '{resourceName}' not found. There are: {string.Join(", ", resources.Select(known => known.Name))}.", nameof(resourceName));
        if (resource is not IResourceWithEndpoints listener)
            throw new ArgumentException($"Resource '{resourceName}' has no endpoints.", nameof(resourceName));
        var endpoint = (endpointName is null ? PreferredEndpoints : [endpointName])
            .Select(listener.GetEndpoint)
            .FirstOrDefault(candidate => candidate.Exists)
            ?? throw new ArgumentException($"Resource '{resourceName}' has no endpoint '{endpointName ?? "http"}'.", nameof(endpointName));
        return new Uri(endpoint.Url);
    }
}
