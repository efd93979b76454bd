namespace Gateway.Hedging;

/// <summary>The section <c>Gateway:Hedging</c>: a request that is answered late is sent to a second worker as well, and the first answer counts.</summary>
internal sealed class HedgingOptions
{
    public const string Section = "Hedging";

    /// <summary>Off by default: the loser's work is paid and thrown away.</summary>
    public bool Enabled { get; set; }

    /// <summary>So long the first worker has for its first byte; null: as long as 95 in 100 of the unit's last answers of the size took.</summary>
    public TimeSpan? After { get; set; }

    /// <summary>The part of the requests that may be sent twice: were all late, sending all of them twice would make them later.</summary>
    public double MostShare { get; set; } = 0.05;

    /// <summary>Values that are out of their ranges; null: that one is not.</summary>
    public IEnumerable<SettingsException?> Problems()
    {
        if (After is { } after) yield return GatewaySettings.WrongTime($"{Section}:{nameof(After)}", after);
        if (MostShare is not (> 0 and <= 1)) yield return GatewaySettings.Wrong($"{Section}:{nameof(MostShare)}", MostShare.ToString(System.Globalization.CultureInfo.InvariantCulture), "a part above 0 and up to 1");
    }
}
