using System.Net;

namespace Inference.Checkpoints.Hub;

/// <summary>A checkpoint that could not be fetched; the message says which, why, and what to do.</summary>
public sealed class HubException(string message, Exception? inner = null) : IOException(message, inner)
{
    /// <summary>The Hub's answer, when there was one that asking again will not change.</summary>
    public HttpStatusCode? Status { get; init; }
}
