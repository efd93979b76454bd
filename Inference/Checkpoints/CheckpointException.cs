namespace Inference.Checkpoints;

/// <summary>A checkpoint that is missing, damaged or not understood; the message begins with the file.</summary>
public sealed class CheckpointException(string path, string problem, Exception? inner = null)
    : IOException($"{path}: {problem}", inner)
{
    /// <summary>The file or folder at fault.</summary>
    public string Path { get; } = path;
}
