namespace ModelWorker.Errors;

internal static class FirstLines
{
    /// <summary>The first line of what an exception says: plugins add stack traces and dumps below it.</summary>
    public static string FirstLine(this Exception exception) => exception.Message.AsSpan().Trim().EnumerateLines() is var lines && lines.MoveNext()
        ? lines.Current.TrimEnd().ToString()
        : exception.GetType().Name;
}
