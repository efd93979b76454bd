using Frontend.Fleet;
using Frontend.Gateway;
using Microsoft.AspNetCore.Components;

namespace Frontend.Components.Pages;

/// <summary>Units, weights and costs, as they are now.</summary>
public sealed partial class FleetPage
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _leaving = new();
    private FleetSnapshot? _snapshot;
    private Fault? _fault;

    [Inject]
    private FleetFeed Feed { get; set; } = default!;

    [Inject]
    private ConnectionState Connection { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        var leaving = _leaving.Token;
        using var timer = new PeriodicTimer(Period, Clock);
        try
        {
            do
            {
                await Connection.WhenUpAsync(leaving);
                await RefreshAsync(leaving);
            }
            while (await timer.WaitForNextTickAsync(leaving));
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private async Task RefreshAsync(CancellationToken cancellation)
    {
        try
        {
            _snapshot = await Feed.GetAsync(cancellation);
            _fault = null;
        }
        catch (InferenceException exception)
        {
            _fault = exception.Fault;
        }
        StateHasChanged();
    }
}
