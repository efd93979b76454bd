namespace Gateway.Capacity;

/// <summary>The section <c>Gateway:Capacity</c> of the configuration.</summary>
internal sealed class CapacityOptions
{
    public const string Section = "Capacity";

    /// <summary>Every unit that was short must have been healthy for so long before the mode goes back to what was chosen.</summary>
    public TimeSpan HoldTime { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// A shortage that the cluster reports is over when it is reported no more for so long: whoever still wants a node
    /// asks for it again every few minutes.
    /// </summary>
    public TimeSpan EventLifetime { get; set; } = TimeSpan.FromMinutes(10);
}
