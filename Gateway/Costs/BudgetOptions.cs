namespace Gateway.Costs;

/// <summary>The section <c>Gateway:Budget</c>: what the fleet may cost before somebody is told.</summary>
internal sealed class BudgetOptions
{
    /// <summary>Dollars for a thousand answers over the last hour, idle time included; null: no matter.</summary>
    public double? PerThousand { get; set; }

    /// <summary>Dollars an hour of the replicas that there are; null: no matter.</summary>
    public double? PerHour { get; set; }

    /// <summary>Values that are out of their ranges.</summary>
    public IEnumerable<SettingsException> Problems()
    {
        if (PerThousand is not (null or > 0)) yield return GatewaySettings.Wrong($"Budget:{nameof(PerThousand)}", $"{PerThousand}", "dollars above 0");
        if (PerHour is not (null or > 0)) yield return GatewaySettings.Wrong($"Budget:{nameof(PerHour)}", $"{PerHour}", "dollars above 0");
    }
}
