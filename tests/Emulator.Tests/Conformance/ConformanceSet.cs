using System.Text.Json;

namespace Emulator.Tests.Conformance;

/// <summary>The StableHLO conformance set beside the goldens; absent on a machine without them.</summary>
internal static class ConformanceSet
{
    /// <summary>Where the set lies; null when it does not.</summary>
    public static string? Folder { get; } = Find();

    public static IEnumerable<JsonElement> Cases(string index)
    {
        if (Folder is null)
            return [];
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, index)));
        return [.. document.RootElement.GetProperty("cases").Clone().EnumerateArray()];
    }

    public static string RequireFolder()
    {
        Assert.SkipWhen(Folder is null, "the conformance set (stablehlo in GOLDENS_DIR, default ../shared/goldens) is not here");
        return Folder!;
    }

    private static string? Find()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Aspire.sln")))
        {
            root = Path.GetDirectoryName(root);
            if (root is null)
                return null;
        }
        var goldens = Environment.GetEnvironmentVariable("GOLDENS_DIR") ?? "../shared/goldens";
        var folder = Path.GetFullPath(Path.Combine(root, goldens, "stablehlo"));
        return File.Exists(Path.Combine(folder, "cases.json")) ? folder : null;
    }
}
