using System.IO.Compression;
using System.Security.Cryptography;
using Pjrt;
using Xunit;

namespace Shared;

/// <summary>
/// PJRT plugins made by others, unpacked from their wheels into the temporary folder. The folder with the wheels is
/// named by PJRT_CPU_DIR, default <c>../shared/pjrt-cpu</c> from the repository root; without it tests are skipped.
/// </summary>
internal static class RealPlugins
{
    /// <summary>XLA's CPU plugin of minor 115.</summary>
    public const string Newer = "xla-cpu-115";

    /// <summary>XLA's CPU plugin of minor 106.</summary>
    public const string Older = "xla-cpu-106";

    private static readonly Dictionary<string, string> Wheels = new()
    {
        [Newer] = "lammps_jax_pjrt_cpu-*.whl",
        [Older] = "fastatomstruct_xla_cpu-*.whl",
    };

    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, string> Unpacked = [];

    /// <summary>Loads a plugin, or skips the running test with the reason why it cannot.</summary>
    public static PjrtPlugin LoadOrSkip(string name)
    {
        // Read when the library is loaded; without it XLA's warnings fill the test output.
        PjrtEnvironment.Set("TF_CPP_MIN_LOG_LEVEL", "3");
        return PjrtPlugin.Load(FindOrSkip(name));
    }

    /// <summary>Path of the plugin's library, or skips the running test with the reason why there is none.</summary>
    public static string FindOrSkip(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The real PJRT plugins are built for Linux.");
        var folder = Folder();
        Assert.SkipUnless(Directory.Exists(folder), $"The real PJRT plugins are not here: no folder {folder}.");
        var wheel = Directory.GetFiles(folder, Wheels[name]).Order(StringComparer.Ordinal).LastOrDefault();
        Assert.SkipWhen(wheel is null, $"The real PJRT plugin {name} is not here: no {Wheels[name]} in {folder}.");
        lock (Gate)
        {
            if (!Unpacked.TryGetValue(wheel, out var library))
                Unpacked.Add(wheel, library = Unpack(wheel));
            return library;
        }
    }

    private static string Folder()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Aspire.sln")))
            root = root.Parent;
        var named = Environment.GetEnvironmentVariable("PJRT_CPU_DIR");
        return Path.GetFullPath(named ?? "../shared/pjrt-cpu", root?.FullName ?? Environment.CurrentDirectory);
    }

    private static string Unpack(string wheel)
    {
        using var stream = File.OpenRead(wheel);
        var hash = Convert.ToHexStringLower(SHA256.HashData(stream));
        using var archive = new ZipArchive(stream);
        var entry = archive.Entries.Single(item => item.Name.EndsWith(".so", StringComparison.Ordinal));
        var target = Path.Combine(Path.GetTempPath(), "pjrt-plugins", hash, entry.Name);
        if (File.Exists(target) && new FileInfo(target).Length == entry.Length)
            return target;

        // Another test process may do the same: each writes a file of its own, and moving it into place is atomic.
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var partial = $"{target}.{Guid.NewGuid():n}";
        entry.ExtractToFile(partial);
        File.Move(partial, target, overwrite: true);
        return target;
    }
}
