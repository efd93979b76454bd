using System.Text.Json;

namespace Frontend.Fleet;

/// <summary>Something that the gateway, or somebody through it, decided.</summary>
/// <param name="Id">Grows by one with each.</param>
/// <param name="Kind">mode, capacity, ejection, return, unit, weights, budget or configuration.</param>
/// <param name="Unit">The unit that it concerns; null: the fleet.</param>
/// <param name="What">What is so from now on.</param>
/// <param name="Reason">Why.</param>
/// <param name="Inputs">What it was decided from.</param>
public sealed record FleetDecision(long Id, DateTimeOffset Time, string Kind, string? Unit, string What, string Reason, JsonElement? Inputs = null)
{
    /// <summary>Whether it changes who gets requests for longer than a worker takes to come back.</summary>
    public bool IsSwitch => Kind is "mode" or "capacity" or "unit" or "budget" or "configuration";
}
