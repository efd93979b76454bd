namespace Frontend.Gateway;

/// <summary>An error as a person reads it.</summary>
/// <param name="Title">What went wrong, in a few words.</param>
/// <param name="Detail">The server's own words, or what to do.</param>
/// <param name="Code">The stable code of the OpenAI error object, if there was one.</param>
/// <param name="RetryAfter">When the server says that trying again can help, and when.</param>
public sealed record Fault(string Title, string Detail, string? Code = null, TimeSpan? RetryAfter = null);

/// <summary>A request that ended in a <see cref="Gateway.Fault"/>.</summary>
internal sealed class InferenceException(Fault fault, Exception? inner = null)
    : Exception($"{fault.Title}: {fault.Detail}", inner)
{
    public Fault Fault => fault;

    /// <summary>The status of the answer; null when there was none.</summary>
    public System.Net.HttpStatusCode? Status { get; init; }
}
