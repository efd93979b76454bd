namespace Frontend.Gateway;

/// <summary>What a client learns while a picture is made, in this order: one <see cref="Accepted"/>,
/// any number of <see cref="Progressed"/>, one <see cref="Completed"/>.</summary>
internal abstract record GenerationEvent
{
    /// <summary>A unit has begun to draw: before that the request waits in its queue.</summary>
    public sealed record Accepted(Origin Origin) : GenerationEvent;

    /// <summary>The picture as it is after some of the steps; <paramref name="Share"/> is the part of the work done, 0 to 1.</summary>
    public sealed record Progressed(byte[]? Png, double Share) : GenerationEvent;

    public sealed record Completed(byte[] Png) : GenerationEvent;
}
