namespace Gateway.Routing;

/// <summary>The modes, by name.</summary>
internal sealed class WeightPolicies(IEnumerable<IWeightPolicy> policies)
{
    private readonly IWeightPolicy[] _policies = [.. policies];

    public IReadOnlyList<string> Names => [.. _policies.Select(policy => policy.Name)];

    public IWeightPolicy? Find(string? name) => Array.Find(_policies, policy => policy.Name == name);
}
