namespace Fleet;

/// <summary>Where the relative paths of <c>fleet.json</c>, <c>Fleet:Path</c> and <c>Artifacts:Path</c> start.</summary>
public static class FleetPaths
{
    /// <summary>The mount of the model store in a pod, where there is no solution.</summary>
    public const string Store = "/store";

    /// <summary>The store of compiled programs when <c>Artifacts:Path</c> is not set.</summary>
    public const string DefaultArtifacts = ".artifacts";

    private const string Solution = "Aspire.sln";

    /// <summary>
    /// The folder that the environment's <c>Fleet__Root</c> names; else the one that holds <c>Aspire.sln</c>, above the program or
    /// the current folder; else <see cref="Store"/>.
    /// </summary>
    public static string Root { get; } =
        Environment.GetEnvironmentVariable("Fleet__Root") is { Length: > 0 } given ? Path.GetFullPath(given) : RootAbove(AppContext.BaseDirectory) ?? RootAbove(Directory.GetCurrentDirectory()) ?? Store;

    /// <summary>The full path; <c>hf://</c> and <c>s3://</c> addresses are returned as they are: what is there must be fetched first.</summary>
    public static string Resolve(string path) => Resolve(path, Root);

    /// <summary>As <see cref="Resolve(string)"/>, with relative paths starting at <paramref name="root"/>.</summary>
    public static string Resolve(string path, string root) => IsRemote(path) ? path : Path.GetFullPath(path, root);

    /// <summary>The full path of the fleet file.</summary>
    /// <param name="configured">The setting <c>Fleet:Path</c>; null or empty: <see cref="FleetDefinition.DefaultPath"/>.</param>
    public static string Fleet(string? configured) => Resolve(string.IsNullOrEmpty(configured) ? FleetDefinition.DefaultPath : configured);

    /// <summary>The full path of the store of compiled programs. An address of another kind is returned as it is: the store refuses it.</summary>
    /// <param name="configured">The setting <c>Artifacts:Path</c>; null or empty: <see cref="DefaultArtifacts"/>.</param>
    public static string Artifacts(string? configured) =>
        string.IsNullOrEmpty(configured) ? Resolve(DefaultArtifacts)
        : configured.Contains("://", StringComparison.Ordinal) ? configured
        : Resolve(configured);

    /// <summary>Whether a model's path names a place that must be fetched from.</summary>
    public static bool IsRemote(string path) =>
        path.StartsWith("hf://", StringComparison.Ordinal) || path.StartsWith("s3://", StringComparison.Ordinal);

    internal static string? RootAbove(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, Solution)))
            {
                return at.FullName;
            }
        }

        return null;
    }
}
