namespace Gateway.Reload;

/// <summary>
/// A file that is looked at now and then. What counts is its text: a ConfigMap's files are links that are moved at once,
/// which no notification of the file system tells of, and a date may change without the text.
/// </summary>
internal sealed class WatchedFile
{
    private byte[]? _text;

    public WatchedFile(string path)
    {
        Path = path;
        _text = Read();
    }

    public string Path { get; }

    /// <summary>Whether its text is another than at the last look. One that cannot be read now, or is empty, has not changed yet: it is about to be written.</summary>
    public bool HasChanged()
    {
        if (Read() is not { Length: > 0 } now || (_text is { } before && now.AsSpan().SequenceEqual(before))) return false;
        _text = now;
        return true;
    }

    private byte[]? Read()
    {
        try
        {
            return File.ReadAllBytes(Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
