namespace AppHost.Publishing.Values;

/// <summary>Section <c>gateway</c>: the gateway.</summary>
internal static class GatewayValues
{
    public const string AnonymousInference = "gateway.anonymousInference";
    public const string KeySecret = "gateway.keySecret";
    public const string KeysSecret = "gateway.keysSecret";

    public static IEnumerable<ChartValue> For(FleetChart chart) =>
    [
        new(AnonymousInference, false, "Whether anyone may call the inference routes without a key."),
        new(KeySecret, "", "The Secret with the gateway's management key, under 'key'. Empty: the chart makes gateway-key once and keeps it (name a Secret of your own where charts are only rendered, as GitOps tools do).") { Pattern = ValuePatterns.NameOrNone },
        new(KeysSecret, "", "A Secret with the file of applications' keys under 'keys.json': hashes, tenants, limits and budgets. The gateway follows it as it changes. Empty: there are no such keys.") { Pattern = ValuePatterns.NameOrNone },
        .. CpuServiceValues.For("gateway", cpu: "1", memory: "1Gi", mostReplicas: 10),
    ];
}
