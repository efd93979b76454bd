namespace Gateway.Routing;

/// <summary>The section <c>Gateway:Weights</c>: from what weights are computed.</summary>
internal sealed class WeightOptions
{
    /// <summary>So many answers are measured before their mean replaces the fleet's figure; 0 keeps the fleet's for ever.</summary>
    public int SampleFloor { get; set; } = 100;

    /// <summary>The longest time that an answer may take, for the mode "cheapest"; null: any unit is fast enough.</summary>
    public TimeSpan? LatencyTarget { get; set; }

    /// <summary>The name of weights that others have typed, for the mode "static".</summary>
    public string? Preset { get; set; }

    /// <summary>Weights in hundredths by unit, for the mode "static"; each goes before the preset's and the fleet's.</summary>
    public Dictionary<string, double> Typed { get; set; } = [];

    /// <summary>Those of the preset, and those typed here instead.</summary>
    public IReadOnlyDictionary<string, double> AllTyped()
    {
        var all = new Dictionary<string, double>(Preset is null ? [] : WeightPresets.All[Preset]);
        foreach (var (unit, percent) in Typed) all[unit] = percent;
        return all;
    }

    /// <summary>Values that are out of their ranges.</summary>
    public IEnumerable<SettingsException> Problems()
    {
        if (SampleFloor < 0) yield return GatewaySettings.Wrong($"Weights:{nameof(SampleFloor)}", $"{SampleFloor}", "0 or more answers");
        if (LatencyTarget <= TimeSpan.Zero) yield return GatewaySettings.Wrong($"Weights:{nameof(LatencyTarget)}", $"{LatencyTarget}", "a time above 0, such as 00:00:00.9");
        if (Preset is not null && !WeightPresets.All.ContainsKey(Preset)) yield return GatewaySettings.Wrong($"Weights:{nameof(Preset)}", Preset, string.Join(" or ", WeightPresets.All.Keys));
        foreach (var (unit, percent) in Typed)
        {
            if (percent is not (>= 0 and <= 100)) yield return GatewaySettings.Wrong($"Weights:{nameof(Typed)}:{unit}", $"{percent}", "hundredths, from 0 to 100");
        }
    }
}
