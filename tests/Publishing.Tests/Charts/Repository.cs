namespace Publishing.Tests.Charts;

/// <summary>Folders of the repository, and of what lies beside it.</summary>
internal static class Repository
{
    public static string Root { get; } = Above(AppContext.BaseDirectory);

    public static string Shared { get; } = Path.GetFullPath(Path.Combine(Root, "..", "shared"));

    public static string Tools { get; } = Path.Combine(Root, "tests", "Publishing.Tests", "Tools");

    private static string Above(string folder)
    {
        while (!File.Exists(Path.Combine(folder, "Aspire.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests lie outside the repository.");
        return folder;
    }
}
