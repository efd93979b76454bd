using Gateway.Access;

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
    /// <param name="managementKey">As whom they are asked without a key of their own.</param>
    public IEnumerable<SettingsException> Problems(string? managementKey)
    {
        if (KeyProblem(managementKey) is { } problem) yield return problem;
        if (Interval <= TimeSpan.Zero || Interval > TimeSpan.FromHours(1)) yield return GatewaySettings.Wrong($"{Section}:{nameof(Interval)}", $"{Interval}", "a time above 0 and up to an hour, such as 00:00:01");
        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromHours(1)) yield return GatewaySettings.Wrong($"{Section}:{nameof(Timeout)}", $"{Timeout}", "a time above 0 and up to an hour, such as 00:00:01");
        if (Address is { Length: > 0 } && !IsAddress(Address)) yield return GatewaySettings.Wrong($"{Section}:{nameof(Address)}", Address, "scheme, name and port, such as http://gateway-peers:8080");
        foreach (var (index, address) in Addresses.Index())
        {
            if (!IsAddress(address)) yield return GatewaySettings.Wrong($"{Section}:{nameof(Addresses)}:{index}", address, "scheme, host and port, such as http://10.0.0.7:8080");
        }
    }

    // Of a hash nobody makes the key again: the others would turn it away, and each would stay alone without a word.
    private SettingsException? KeyProblem(string? managementKey)
    {
        if (!AreThere) return null;
        const string Wanted = "a key itself, of those that the others know: one of their inference keys is enough, for it only looks";
        var given = Key is { Length: > 0 } ? Key : managementKey;
        if (given is not { Length: > 0 })
        {
            return Addresses.Append(Address).All(address => address is not { Length: > 0 } || (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.IsLoopback)) ? null
                : GatewaySettings.Wrong($"{Section}:{nameof(Key)}", "", Wanted);
        }

        if (!KeyHash.TryParse(given, out _)) return null;
        return Key is { Length: > 0 } ? GatewaySettings.Wrong($"{Section}:{nameof(Key)}", "a hash", Wanted)
            : GatewaySettings.Wrong($"{Section}:{nameof(Key)}", "", $"{Wanted}; {GatewayOptions.Section}:{nameof(GatewayOptions.ManagementKey)}, which would be used without it, is given as a hash");
    }

    private static bool IsAddress(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && uri.PathAndQuery == "/";
}
