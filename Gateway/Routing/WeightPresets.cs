namespace Gateway.Routing;

/// <summary>Weights that were typed for known fleets, in hundredths by unit.</summary>
internal static class WeightPresets
{
    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> All { get; } = new Dictionary<string, IReadOnlyDictionary<string, double>>
    {
        // Of aws-samples/scalable-hw-agnostic-inference, sd21-weighted-routing-ing.yaml.
        ["sd21"] = new Dictionary<string, double>
        {
            ["sd21-inf2"] = 40,
            ["sd21-trn1"] = 20,
            ["sd21-a10g-triton"] = 15,
            ["sd21-l4-triton"] = 10,
            ["sd21-a10g-cuda"] = 15,
        },
    };
}
