namespace Gateway.Admission;

/// <summary>What <c>GET /fleet/keys</c> answers, to who manages of all keys and to others of their own: of this gateway, and since its start where nothing else is said.</summary>
/// <param name="Problems">What is wrong with the keys file as it is now; its keys of before count. Null: nothing.</param>
/// <param name="Replicas">How many gateways limits and budgets are divided by.</param>
internal sealed record KeysView(string? Problems, int Replicas, IReadOnlyList<KeyView> Keys);

/// <summary>A key; of everybody without one, the name is <c>anonymous</c>.</summary>
/// <param name="Limits">As granted, not divided.</param>
/// <param name="Inside">Requests that are not answered yet.</param>
/// <param name="Admitted">Requests that were let in.</param>
/// <param name="Refused">Requests that were kept out by a limit, the budget or a full queue.</param>
/// <param name="Spent">US dollars, by the fleet's prices at full use.</param>
internal sealed record KeyView(
    string Tenant,
    string Name,
    bool Manages,
    DateTimeOffset? Expires,
    string Priority,
    KeyLimits Limits,
    KeyBudgetView? Budget,
    int Inside,
    long Admitted,
    long Refused,
    double Spent)
{
    /// <summary>Whether it opens a look at the fleet.</summary>
    public bool Looks { get; init; }
}

/// <summary>A key's budget.</summary>
/// <param name="Usd">As granted, not divided.</param>
/// <param name="Per">total, day or month, of UTC.</param>
/// <param name="Spent">US dollars at this gateway in the period of now.</param>
internal sealed record KeyBudgetView(double Usd, string Per, double Spent);
