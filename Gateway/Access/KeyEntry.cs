using Gateway.Admission;

namespace Gateway.Access;

/// <summary>A key as the keys file grants it.</summary>
/// <param name="Expires">From then on it opens nothing; null: never.</param>
/// <param name="Manages">Whether it opens management too.</param>
internal sealed record KeyEntry(string Tenant, string Name, KeyHash Hash, DateTimeOffset? Expires, bool Manages, KeyTerms Terms)
{
    /// <summary>Whether it opens a look at the fleet, which tells of others than its tenant; what manages does.</summary>
    public bool Looks { get; init; } = Manages;
}
