using System.Globalization;

namespace Aspire.Hosting.Dashboard;

/// <summary>The dashboard's configuration.</summary>
internal static class DashboardEnvironment
{
    public static Dictionary<string, string> Create(DashboardAddresses addresses)
    {
        var frontend = addresses.IsAnonymous ? "Unsecured" : "BrowserToken";
        return new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ASPNETCORE_URLS"] = addresses.Frontend!.ToString(),
            ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = addresses.OtlpEndpoint!.ToString(),
            ["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = addresses.ResourceService!.ToString(),
            ["DASHBOARD__FRONTEND__AUTHMODE"] = frontend,
            ["DASHBOARD__FRONTEND__BROWSERTOKEN"] = addresses.BrowserToken,
            ["DASHBOARD__OTLP__AUTHMODE"] = "ApiKey",
            ["DASHBOARD__OTLP__PRIMARYAPIKEY"] = addresses.OtlpApiKey,
            ["DASHBOARD__API__AUTHMODE"] = "ApiKey",
            ["DASHBOARD__API__PRIMARYAPIKEY"] = addresses.OtlpApiKey,
            ["DASHBOARD__RESOURCESERVICECLIENT__AUTHMODE"] = "ApiKey",
            ["DASHBOARD__RESOURCESERVICECLIENT__APIKEY"] = addresses.ResourceServiceApiKey,
            ["ASPIRE_DASHBOARD_TELEMETRY_OPTOUT"] = "true",
            // Its watchdog: it ends itself when we are gone.
            ["ASPIRE_CLI_PID"] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
        };
    }
}
