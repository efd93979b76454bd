using Aspire.Hosting.Dashboard;

namespace Aspire.Hosting.Backchannel;

/// <summary>Tells the Aspire CLI where the dashboard is, once it answers.</summary>
internal sealed class DashboardLinks(DashboardAddresses dashboard, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    /// <summary>For a person.</summary>
    public async Task<object?> UrlsAsync(CancellationToken cancellation) => new
    {
        DashboardHealthy = await AnswersAsync(cancellation).ConfigureAwait(false),
        BaseUrlWithLoginToken = dashboard.IsEnabled ? dashboard.Login!.ToString() : null,
        CodespacesUrlWithLoginToken = (string?)null,
    };

    /// <summary>For the CLI's own questions about telemetry.</summary>
    public async Task<object?> ApiAsync(CancellationToken cancellation)
    {
        var answers = await AnswersAsync(cancellation).ConfigureAwait(false);
        return new
        {
            ApiBaseUrl = dashboard.Frontend?.GetLeftPart(UriPartial.Authority),
            ApiToken = dashboard.OtlpApiKey,
            DashboardUrls = dashboard.IsEnabled ? new[] { dashboard.Login!.ToString() } : [],
            IsHealthy = answers,
        };
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        if (!dashboard.IsEnabled)
            return false;
        using var client = new HttpClient();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(dashboard.Frontend, HttpCompletionOption.ResponseHeadersRead, patience.Token).ConfigureAwait(false);
                return true;
            }
            catch (HttpRequestException) when (!patience.IsCancellationRequested)
            {
                await Task.Delay(Period, time, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException && !cancellation.IsCancellationRequested)
            {
                return false;
            }
        }
    }
}
