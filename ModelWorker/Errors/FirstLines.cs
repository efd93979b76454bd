namespace ModelWorker.Errors;

internal static class FirstLines
{
    /// <summary>The first line of what an exception says: plugins add stack traces and dumps below it.</summary>
    public static string FirstLine(this Exception exception)
    {
        var message = exception.Message.AsSpan().Trim();
        return message.IsEmpty ? exception.GetType().Name : message[..(message.IndexOfAny('\r', '\n') is >= 0 and var end ? end : message.Length)].TrimEnd().ToString();
    }
}
