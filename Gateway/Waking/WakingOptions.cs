namespace Gateway.Waking;

/// <summary>The section <c>Gateway:Waking</c>: requests wait for a unit that may go to no replica (replicas.min 0) and comes when it is asked for.</summary>
internal sealed class WakingOptions
{
    public const string Section = "Waking";

    /// <summary>So many requests wait at most, of all units; 0: none waits. Each keeps its body.</summary>
    public int Limit { get; set; } = 100;

    /// <summary>A request waits so long at most: a machine, an image and a model's weights lie within it.</summary>
    public TimeSpan Time { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>What a client is told to wait that would not wait here.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(30);
}
