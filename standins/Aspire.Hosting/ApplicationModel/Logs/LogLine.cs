namespace Aspire.Hosting.ApplicationModel;

/// <summary>A line that a resource has written.</summary>
/// <param name="LineNumber">From 1.</param>
/// <param name="Content">The time it was written (UTC, ISO 8601), a blank, and the text.</param>
/// <param name="IsErrorMessage">Whether it came by standard error.</param>
public readonly record struct LogLine(int LineNumber, string Content, bool IsErrorMessage);
