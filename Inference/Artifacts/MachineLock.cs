namespace Inference.Artifacts;

/// <summary>
/// A lock between the processes of one machine, which the operating system releases with the process that holds it.
/// It lies in the temporary folder or in a cache, never in a store. Its file stays: removing it could split the lock in two.
/// </summary>
internal sealed class MachineLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>EAGAIN of Linux, EWOULDBLOCK of macOS, ERROR_SHARING_VIOLATION of Windows: what a held lock looks like.</summary>
    private static readonly int[] HeldElsewhere = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream _file;

    private MachineLock(FileStream file) => _file = file;

    /// <summary>Waits until nobody else on this machine holds the lock of this name.</summary>
    /// <param name="name">A file name.</param>
    /// <param name="time">Measures the pauses between attempts.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static Task<MachineLock> AcquireAsync(string name, TimeProvider time, CancellationToken cancellation) =>
        // A folder for each user: one user's files could not be opened by another.
        AcquireFileAsync(Path.Combine(Path.GetTempPath(), $"inference-compile-locks-{Environment.UserName}", name), time, cancellation);

    /// <summary>As <see cref="AcquireAsync"/>, for a lock whose file others know.</summary>
    public static async Task<MachineLock> AcquireFileAsync(string path, TimeProvider time, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        while (true)
        {
            if (TryOpen(path) is { } file)
                return new MachineLock(file);
            await Task.Delay(Pause, time, cancellation).ConfigureAwait(false);
        }
    }

    public void Dispose() => _file.Dispose();

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (HeldElsewhere.Contains(exception.HResult))
        {
            return null;
        }
    }
}
