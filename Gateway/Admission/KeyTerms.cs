namespace Gateway.Admission;

/// <summary>What a key is granted.</summary>
/// <param name="Budget">Null: no matter what it spends.</param>
internal sealed record KeyTerms(Priority Priority, KeyLimits Limits, KeyBudget? Budget)
{
    public static KeyTerms None { get; } = new(Priority.Normal, new KeyLimits(), null);
}
