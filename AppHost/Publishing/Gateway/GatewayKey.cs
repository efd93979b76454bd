using AppHost.Publishing.Chart;
using AppHost.Publishing.Values;
using Aspire.Hosting.Kubernetes.Resources;

namespace AppHost.Publishing.Gateway;

/// <summary>
/// The key that opens the gateway: a Secret that is named in the values, else one that the chart makes at the first
/// installation and keeps from then on.
/// </summary>
internal static class GatewayKey
{
    /// <summary>The entry of the Secret.</summary>
    public const string Key = "key";

    private const string Own = "gateway-key";

    /// <summary>The Secret's name, as a helm expression without braces.</summary>
    public static string NameExpression => $"default `{Own}` {Helm.Path(GatewayValues.KeySecret)}";

    /// <summary>The Secret's name.</summary>
    public static string Name => $"{{{{ {NameExpression} }}}}";

    /// <summary>The key as an environment variable.</summary>
    public static EnvVarV1 Variable(string name, string secret, bool optional) => new()
    {
        Name = name,
        ValueFrom = new() { SecretKeyRef = new() { Name = secret, Key = Key, Optional = optional ? true : null } },
    };

    public static Secret Secret()
    {
        var secret = new Secret { Metadata = { Name = Own } };
        secret.Data[Key] = $"{{{{ with lookup `v1` `Secret` .Release.Namespace `{Own}` }}}}{{{{ index .data `{Key}` }}}}{{{{ else }}}}{{{{ randAlphaNum 48 | b64enc }}}}{{{{ end }}}}";
        return secret.When($"not {Helm.Path(GatewayValues.KeySecret)}");
    }
}
