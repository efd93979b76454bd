using Frontend.Fleet;
using Frontend.Gateway;
using Microsoft.AspNetCore.Components;

namespace Frontend.Components.Pages;

/// <summary>Units, weights, costs and decisions, as they are now, and the switches that change them.</summary>
public sealed partial class FleetPage
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    /// <summary>So long is said what was done.</summary>
    private static readonly TimeSpan Confirmed = TimeSpan.FromSeconds(6);

    private readonly CancellationTokenSource _leaving = new();
    private IDisposable? _following;
    private FleetSnapshot? _snapshot;
    private Fault? _fault;
    private Fault? _changeFault;
    private string? _done;
    private long _doneAt;
    private int _changes;

    [Inject]
    private FleetFeed Feed { get; set; } = default!;

    [Inject]
    private DecisionFeed Decisions { get; set; } = default!;

    [Inject]
    private FleetManager Manager { get; set; } = default!;

    [Inject]
    private ConnectionState Connection { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private string? Done => _done is not null && Clock.GetElapsedTime(_doneAt) < Confirmed ? _done : null;

    public void Dispose()
    {
        _following?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        var leaving = _leaving.Token;
        _following = Decisions.Follow(() => _ = InvokeAsync(StateHasChanged));
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
        var changes = _changes;
        try
        {
            var snapshot = await Feed.GetAsync(cancellation);
            // What was asked before a change does not undo it on the page.
            if (changes == _changes)
                _snapshot = snapshot;
            _fault = null;
        }
        catch (InferenceException exception)
        {
            _fault = exception.Fault;
        }
        StateHasChanged();
    }

    private Task ChooseAsync(string mode) => ChangeAsync($"Routing by {mode}.", leaving => Manager.SetModeAsync(mode, leaving));

    private Task DrainAsync(FleetUnit unit, bool on) => ChangeAsync(
        on ? $"{unit.Name} is drained: it finishes what it has." : $"{unit.Name} takes requests again.",
        leaving => Manager.DrainAsync(unit.Name, on, leaving));

    private Task SetShortAsync(FleetUnit unit, bool on) => ChangeAsync(
        on ? $"{unit.Name} is short." : $"{unit.Name} is short no more.", leaving => Manager.SetShortAsync(unit.Name, on, leaving));

    private Task FailAsync(FleetUnit unit, bool on) => ChangeAsync(
        on ? $"A device of {unit.Name} fails." : $"All devices of {unit.Name} work.", leaving => Manager.FailDeviceAsync(unit, on, leaving));

    private async Task ChangeAsync(string done, Func<CancellationToken, Task<FleetSnapshot>> change)
    {
        (_changeFault, _done) = (null, null);
        try
        {
            var changed = await change(_leaving.Token);
            // What the page shows of rights is the frontend's own.
            _snapshot = changed with { MayManage = _snapshot?.MayManage ?? false };
            (_done, _doneAt) = (done, Clock.GetTimestamp());
        }
        catch (InferenceException exception)
        {
            _changeFault = exception.Fault;
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        _changes++;
    }
}
