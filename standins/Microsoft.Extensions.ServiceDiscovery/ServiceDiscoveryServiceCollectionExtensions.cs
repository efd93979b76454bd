using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.ServiceDiscovery;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds service discovery to a service collection.</summary>
public static class ServiceDiscoveryServiceCollectionExtensions
{
    /// <summary>
    /// Adds discovery from configuration: <c>services:NAME:SCHEME-OR-ENDPOINT:INDEX</c>. A name without an entry is
    /// passed through, to be resolved by DNS.
    /// </summary>
    public static IServiceCollection AddServiceDiscovery(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new ServiceEndpointResolver(provider.GetRequiredService<IConfiguration>()));
        return services;
    }
}
