namespace Gateway.Planning;

/// <summary>The section <c>Gateway:Planning</c>: how many replicas are asked for.</summary>
internal sealed class PlanningOptions
{
    /// <summary>From the launch of a replica, from which it is paid, to its first request: machine, image, weights.</summary>
    public TimeSpan StartTime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How full a replica is to be, of the rate at its breaking point.</summary>
    public double Fill { get; set; } = 0.8;

    /// <summary>A replica is let go when it was not needed for so long.</summary>
    public TimeSpan Settle { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The load of a replica at which the scaler asks for another, as the chart has it.</summary>
    public double ScalerTarget { get; set; } = 0.8;

    /// <summary>Values that are out of their ranges.</summary>
    public IEnumerable<SettingsException> Problems()
    {
        if (StartTime <= TimeSpan.Zero || StartTime > TimeSpan.FromMinutes(25)) yield return Wrong(nameof(StartTime), StartTime, "a time above 0 and up to 25 minutes");
        if (Fill is not (> 0 and <= 1)) yield return Wrong(nameof(Fill), Fill, "a part above 0 and up to 1");
        if (Settle < TimeSpan.Zero || Settle > TimeSpan.FromDays(1)) yield return Wrong(nameof(Settle), Settle, "a time of up to a day");
        if (ScalerTarget is not (> 0 and <= 1)) yield return Wrong(nameof(ScalerTarget), ScalerTarget, "a part above 0 and up to 1");
    }

    private static SettingsException Wrong<T>(string name, T given, string allowed) =>
        GatewaySettings.Wrong($"Planning:{name}", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{given}"), allowed);
}
