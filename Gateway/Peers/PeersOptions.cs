namespace Gateway.Peers;

/// <summary>The section <c>Gateway:Peers</c>: the other replicas of this gateway. Without an address it is alone, and asks nobody.</summary>
internal sealed class PeersOptions
{
    public const string Section = "Peers";

    /// <summary>A name that stands for every replica, as that of a headless Service does, with scheme and port: <c>http://gateway-peers:8080</c>.</summary>
    public string? Address { get; set; }

    /// <summary>The replicas one by one, where there is no such name. This one may be among them.</summary>
    public IList<string> Addresses { get; } = [];

    /// <summary>As whom they are asked; without it as the management key.</summary>
    public string? Key { get; set; }

    /// <summary>So often each is asked: no change by hand takes longer to reach all.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Whoever takes longer to answer is asked again the next time.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(1);

    public bool AreThere => Address is { Length: > 0 } || Addresses.Count > 0;

    /// <summary>Values that cannot be used.</summary>
    public IEnumerable<SettingsException> Problems()
    {
        if (Interval <= TimeSpan.Zero || Interval > TimeSpan.FromHours(1)) yield return GatewaySettings.Wrong($"{Section}:{nameof(Interval)}", $"{Interval}", "a time above 0 and up to an hour, such as 00:00:01");
        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromHours(1)) yield return GatewaySettings.Wrong($"{Section}:{nameof(Timeout)}", $"{Timeout}", "a time above 0 and up to an hour, such as 00:00:01");
        if (Address is { Length: > 0 } && !IsAddress(Address)) yield return GatewaySettings.Wrong($"{Section}:{nameof(Address)}", Address, "scheme, name and port, such as http://gateway-peers:8080");
        foreach (var (index, address) in Addresses.Index())
        {
            if (!IsAddress(address)) yield return GatewaySettings.Wrong($"{Section}:{nameof(Addresses)}:{index}", address, "scheme, host and port, such as http://10.0.0.7:8080");
        }
    }

    private static bool IsAddress(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && uri.PathAndQuery == "/";
}
