namespace AppHost.Publishing.Values;

/// <summary>Section <c>security</c>: network, tokens.</summary>
internal static class SecurityValues
{
    public const string NetworkPolicies = "security.networkPolicies";
    public const string TokenSecret = "security.huggingFaceSecret";

    public static IEnumerable<ChartValue> For(FleetChart chart) =>
    [
        new(NetworkPolicies, true, "Whether pods are closed but to those that they work with. The cluster's network must know policies."),
        new(TokenSecret, "hf-secrets", "The Secret with a Hugging Face token, under HF_TOKEN, for checkpoints that are private or behind a licence. Compile Jobs and workers of models at hf:// are given it when it is there.") { Pattern = ValuePatterns.Name },
    ];
}
