using System.Security.Cryptography;
using System.Text;

namespace Inference.Checkpoints.Hub;

/// <summary>The hash that names a file on the Hub.</summary>
internal static class BlobHash
{
    /// <summary>Whether a file's bytes are those that the Hub names.</summary>
    public static async Task<bool> MatchesAsync(string path, HubFile file, CancellationToken cancellation)
    {
        await using var input = File.OpenRead(path);
        if (input.Length != file.Length)
            return false;
        if (file.Blob.Length == 64)
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(input, cancellation).ConfigureAwait(false)) == file.Blob;
        // Git names a small file by this, and nothing is gained by a better hash of what its commit names so.
#pragma warning disable CA5350
        using var git = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
#pragma warning restore CA5350
        git.AppendData(Encoding.ASCII.GetBytes($"blob {input.Length}\0"));
        var buffer = new byte[1 << 16];
        for (int read; (read = await input.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0;)
            git.AppendData(buffer.AsSpan(0, read));
        return Convert.ToHexStringLower(git.GetHashAndReset()) == file.Blob;
    }
}
