namespace Inference.Checkpoints.Hub;

/// <summary>A file of a repository at a commit.</summary>
/// <param name="Path">From the repository's root, with slashes.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Blob">What its bytes hash to, in hexadecimal: SHA-256 of a large file, else the SHA-1 that git gives a blob. The Hub's ETag.</param>
internal sealed record HubFile(string Path, long Length, string Blob);
