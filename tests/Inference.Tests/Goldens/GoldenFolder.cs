namespace Inference.Tests.Goldens;

/// <summary>
/// Reference cases: the folder that GOLDENS_DIR names, default <c>../shared/goldens</c>; a relative path starts at the
/// repository root.
/// </summary>
internal static class GoldenFolder
{
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>The folder shared by everybody who works here; it also holds cases for later work.</summary>
    public static string Default { get; } = Path.GetFullPath("../shared/goldens", RepositoryRoot);

    public static string Current { get; } = Environment.GetEnvironmentVariable("GOLDENS_DIR") is { Length: > 0 } named
        ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(named, RepositoryRoot))
        : Default;

    private static string Manifest => Path.Combine(Current, "MANIFEST.json");

    /// <summary>Why there are no cases, or null.</summary>
    public static string? Missing =>
        File.Exists(Manifest) ? null : $"There are no reference cases: no {Manifest}. GOLDENS_DIR names the folder.";

    /// <summary>All cases of the manifest, in its order.</summary>
    public static IEnumerable<GoldenCase> Cases()
    {
        if (Missing is not null)
            yield break;
        using var json = ReferenceJson.Parse(File.ReadAllText(Manifest));
        foreach (var entry in json.RootElement.GetProperty("cases").EnumerateArray())
            yield return new GoldenCase(Current, entry.GetProperty("path").GetString()!, entry.GetProperty("kind").GetString()!);
    }

    /// <summary>One case by its path.</summary>
    public static GoldenCase Case(string name) => Cases().First(golden => golden.Name == name);

    /// <summary>Folders with real vocabularies: under the chosen folder first, then under the default one.</summary>
    public static IEnumerable<string> Vocabularies() => new[] { Current, Default }.Distinct()
        .Select(folder => Path.Combine(folder, "vocab")).Where(Directory.Exists).SelectMany(Directory.GetDirectories);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Aspire.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? Environment.CurrentDirectory;
    }
}
