using System.Diagnostics;
using Frontend.Gateway;
using Frontend.Pictures;
using OpenTelemetry;

namespace Frontend.Fleet;

/// <summary>The fleet as the gateway last told it: one question a second at most, however many sessions ask.</summary>
internal sealed class FleetFeed(IServiceScopeFactory scopes, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    // A card does not wait for what it can do without.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _turn = new(1);
    private FleetSnapshot? _snapshot;
    private volatile bool _outdated;
    private long _takenAt;

    /// <exception cref="InferenceException">The gateway gave no answer or a bad one.</exception>
    public async Task<FleetSnapshot> GetAsync(CancellationToken cancellation)
    {
        // The answer is shared, so the question is part of nobody's trace; and one of its own every other second would hide the others.
        Activity.Current = null;
        using var untraced = SuppressInstrumentationScope.Begin();
        await _turn.WaitAsync(cancellation);
        try
        {
            if (_snapshot is null || _outdated || clock.GetElapsedTime(_takenAt) >= Fresh)
            {
                _snapshot = null;
                _outdated = false;
                // A client for each question: its handler follows the gateway when it moves.
                using var scope = scopes.CreateScope();
                _snapshot = await scope.ServiceProvider.GetRequiredService<InferenceClient>().GetFleetAsync(cancellation);
                _takenAt = clock.GetTimestamp();
            }
            return _snapshot;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Somebody has changed the fleet: what was told before is not told again.</summary>
    public void Forget() => _outdated = true;

    /// <summary>What a card says about a unit; null when the fleet does not tell. Never fails: a picture does not depend on it.</summary>
    public async Task<UnitFacts?> FindUnitAsync(string? name, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            return (await GetAsync(either.Token)).Find(name) is { } unit ? new(unit.Accelerator, unit.Emulated, unit.Platform, unit.Genuine) : null;
        }
        catch (Exception exception) when (exception is InferenceException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose() => _turn.Dispose();
}
