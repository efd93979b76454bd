using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Aspire.Hosting.Backchannel;

/// <summary>
/// Where the Aspire CLI looks for running AppHosts: <c>~/.aspire/cli/bch/IDrandom.PID</c>, the id being a hash of the
/// project's path.
/// </summary>
internal static class AuxiliarySocket
{
    private const int RandomBytes = 6;

    public static string Folder => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".aspire", "cli", "bch");

    /// <summary>A name for this process's socket.</summary>
    public static string NameFor(string projectPath) =>
        $"{Id(projectPath)}{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes))}.{Environment.ProcessId}";

    /// <summary>Eleven characters.</summary>
    public static string Id(string projectPath)
    {
        Span<byte> hash = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(hash, XxHash3.Hash(Encoding.UTF8.GetBytes(projectPath)));
        return Base64Url.EncodeToString(hash);
    }

    /// <summary>Deletes what AppHosts of this project left behind that were killed.</summary>
    public static void DeleteStale(string folder, string projectPath)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var path in Directory.EnumerateFiles(folder, Id(projectPath) + "*"))
        {
            if (int.TryParse(Path.GetExtension(path).TrimStart('.'), CultureInfo.InvariantCulture, out var owner) && !Runs(owner))
                File.Delete(path);
        }
    }

    /// <summary>The path with all symbolic links followed, as the CLI hashes it.</summary>
    public static string Resolve(string path)
    {
        var resolved = Path.GetPathRoot(path)!;
        foreach (var part in path[resolved.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            resolved = Path.Combine(resolved, part);
            resolved = new FileInfo(resolved).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? resolved;
        }

        return resolved;
    }

    private static bool Runs(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
