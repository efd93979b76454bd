using AppHost.Publishing.Chart;
using AppHost.Publishing.Values;
using Aspire.Hosting.Kubernetes.Resources;

namespace AppHost.Publishing.Gateway;

/// <summary>
/// A key that opens the gateway: a Secret that is named in the values, else one that the chart makes at the first
/// installation and keeps from then on.
/// </summary>
/// <param name="own">The Secret that the chart makes.</param>
/// <param name="setting">The value that names another.</param>
internal sealed class GatewayKey(string own, string setting)
{
    /// <summary>The entry of the Secret.</summary>
    public const string Key = "key";

    /// <summary>Opens everything.</summary>
    public static readonly GatewayKey Management = new("gateway-key", GatewayValues.KeySecret);

    /// <summary>The frontend's: opens what it shows, and changes nothing.</summary>
    public static readonly GatewayKey Frontend = new("frontend-key", FrontendValues.KeySecret);

    /// <summary>The scaler's: it asks for the load of units, and may do no more than the frontend.</summary>
    public static readonly GatewayKey Scaler = new("scaler-key", ScalingValues.KeySecret);

    /// <summary>The Secret's name.</summary>
    public string Name => $"{{{{ default `{own}` {Helm.Path(setting)} }}}}";

    /// <summary>The key as an environment variable. Without the Secret no pod starts: a misspelt name is found out at once.</summary>
    public EnvVarV1 Variable(string name) => new() { Name = name, ValueFrom = new() { SecretKeyRef = new() { Name = Name, Key = Key } } };

    public Secret Secret()
    {
        var secret = new Secret { Metadata = { Name = own } };
        secret.Data[Key] = $"{{{{ with lookup `v1` `Secret` .Release.Namespace `{own}` }}}}{{{{ index .data `{Key}` }}}}{{{{ else }}}}{{{{ randAlphaNum 48 | b64enc }}}}{{{{ end }}}}";
        return secret.When($"not {Helm.Path(setting)}");
    }
}
