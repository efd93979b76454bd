using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Backchannel;

/// <summary>The services that answer the Aspire CLI.</summary>
internal static class BackchannelServices
{
    /// <summary>The channel to the CLI that has started the AppHost.</summary>
    public static void AddMain(IServiceCollection services)
    {
        services.AddSingleton<AppHostLog>();
        services.AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<AppHostLog>());
        services.AddSingleton<MainMethods>();
        services.AddSingleton<PipelineListing>();
        services.AddHostedService<MainBackchannel>();
    }

    /// <summary>The channel to all others.</summary>
    public static void AddAuxiliary(IServiceCollection services)
    {
        services.AddSingleton<ConsoleLogs>();
        services.AddSingleton<ResourceWaits>();
        services.AddSingleton<AuxiliaryMethods>();
        services.AddHostedService<AuxiliaryBackchannel>();
    }
}
