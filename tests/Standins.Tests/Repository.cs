namespace Standins.Tests;

/// <summary>Where the tests lie, and what lies beside them.</summary>
internal static class Repository
{
    public static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Aspire.sln")))
                folder = folder.Parent ?? throw new InvalidOperationException("No Aspire.sln above the tests.");
            return folder.FullName;
        }
    }

    /// <summary>A file or folder of the goldens and facts beside the repository, which need not be there.</summary>
    public static string Shared(params string[] parts) => Path.GetFullPath(Path.Combine([Root, "..", "shared", .. parts]));
}
