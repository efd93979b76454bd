namespace Pjrt;

/// <summary>An error that a plugin reported, or that the binding found in its answer.</summary>
/// <param name="code">The plugin's error code.</param>
/// <param name="message">The plugin's own text.</param>
public sealed class PjrtException(PjrtErrorCode code, string message) : Exception($"{code}: {message}")
{
    /// <summary>The plugin's error code.</summary>
    public PjrtErrorCode Code { get; } = code;
}
