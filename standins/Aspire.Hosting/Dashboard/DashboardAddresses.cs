using System.Security.Cryptography;
using Aspire.Hosting.Orchestration;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Dashboard;

/// <summary>Where the dashboard is, where it takes telemetry and from where it takes resources; and the keys to these.</summary>
internal sealed class DashboardAddresses
{
    private const int KeyBytes = 16;

    public DashboardAddresses(IConfiguration configuration, DistributedApplicationOptions options, AppHostProject appHost)
    {
        ProgramPath = configuration["ASPIRE_DASHBOARD_PATH"]
            ?? AppHostMetadata.Read(appHost.Assembly, AppHostMetadata.DashboardPath);
        IsWanted = !options.DisableDashboard;
        IsEnabled = IsWanted && File.Exists(ProgramPath);
        if (!IsEnabled)
            return;

        IsAnonymous = configuration.GetValue<bool>("ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS");
        Frontend = Address(configuration["ASPNETCORE_URLS"]?.Split(';')[0]);
        OtlpEndpoint = Address(configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"]);
        ResourceService = Address(configuration["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"]);
        BrowserToken = configuration["AppHost:BrowserToken"] ?? NewKey();
        OtlpApiKey = configuration["AppHost:OtlpApiKey"] ?? NewKey();
        ResourceServiceApiKey = NewKey();
    }

    /// <summary>Whether there is to be a dashboard.</summary>
    public bool IsWanted { get; }

    /// <summary>Whether there is to be one and it is installed.</summary>
    public bool IsEnabled { get; }

    /// <summary>The dashboard's program.</summary>
    public string? ProgramPath { get; }

    public bool IsAnonymous { get; }

    public Uri? Frontend { get; }

    public Uri? OtlpEndpoint { get; }

    public Uri? ResourceService { get; }

    public string BrowserToken { get; } = "";

    public string OtlpApiKey { get; } = "";

    public string ResourceServiceApiKey { get; } = "";

    /// <summary>Where a browser gets in without being asked.</summary>
    public Uri? Login => Frontend is null || IsAnonymous ? Frontend : new Uri(Frontend, $"/login?t={BrowserToken}");

    /// <summary>The configured address unless somebody has its port: a second application gets a dashboard too.</summary>
    private static Uri Address(string? configured) =>
        Uri.TryCreate(configured, UriKind.Absolute, out var address) && FreePort.IsFree(address.Port)
            ? address
            : new Uri($"http://127.0.0.1:{FreePort.Next()}");

    private static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));
}
