using AppHost.Publishing.Chart;
using AppHost.Publishing.Gateway;
using AppHost.Publishing.Kinds;
using AppHost.Publishing.Values;

namespace AppHost.Publishing.Scaling;

/// <summary>As whom KEDA asks: with a key of its own at the gateway, which changes nothing, as its own identity in AWS.</summary>
internal static class ScalerAccess
{
    public const string Gateway = "keda-gateway";
    public const string Aws = "keda-aws";

    public static IEnumerable<TriggerAuthentication> Objects()
    {
        var byGateway = $"eq {Helm.Path(ScalingValues.Trigger)} `{ScalingValues.MetricsApi}`";
        yield return new TriggerAuthentication
        {
            Metadata = { Name = Gateway },
            Spec = { SecretTargetRef = { new() { Parameter = "token", Name = GatewayKey.Scaler.Name, Key = GatewayKey.Key } } },
        }.When(byGateway);
        // No role here: with EKS Pod Identity it is associated with KEDA's own account.
        yield return new TriggerAuthentication { Metadata = { Name = Aws }, Spec = { PodIdentity = new() { Provider = "aws" } } }.When($"not ({byGateway})");
    }
}
