namespace ServiceDefaults.Telemetry;

/// <summary>
/// Tags that tell of somebody's customers. A collector gets them by OTLP; <c>/metrics</c>, which asks for no key, shows the
/// sums without them.
/// </summary>
public static class PrivateTags
{
    /// <summary>Whose key it is.</summary>
    public const string Tenant = "inference.tenant";

    /// <summary>The key's name.</summary>
    public const string Key = "inference.key";

    /// <summary>Whether a tag is one of these.</summary>
    public static bool Has(string tag) => tag is Tenant or Key;
}
