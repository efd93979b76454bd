using Microsoft.Extensions.Options;

namespace Gateway.Reload;

/// <summary>
/// The settings as they were last found good. Who asks for a value when it is needed, and does not keep it, follows them;
/// the value itself is replaced as a whole and never changed.
/// </summary>
internal sealed class LiveSettings(GatewayOptions first) : IOptions<GatewayOptions>
{
    private GatewayOptions _value = first;

    public GatewayOptions Value
    {
        get => Volatile.Read(ref _value);
        set => Volatile.Write(ref _value, value);
    }

    /// <exception cref="SettingsException">Settings cannot be used; all of them are named.</exception>
    public static GatewayOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(GatewayOptions.Section);
        GatewaySettings.Check(section);
        return section.Get<GatewayOptions>() ?? new GatewayOptions();
    }
}
