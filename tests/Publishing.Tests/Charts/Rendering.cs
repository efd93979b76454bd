namespace Publishing.Tests.Charts;

/// <summary>What helm made of a chart, and what was found wrong with it.</summary>
internal sealed class Rendering(Tool.Result result, string text)
{
    private IReadOnlyList<Manifest>? _objects;

    public bool Succeeded => result.ExitCode == 0;

    public string Messages => result.All;

    public IReadOnlyList<Manifest> Objects => _objects ??= Succeeded ? Manifest.ReadAll(text) : throw new InvalidOperationException(Messages);

    public IEnumerable<Manifest> Of(string kind) => Objects.Where(item => item.Kind == kind);

    /// <summary>The Jobs that compile; helm's hook is another.</summary>
    public IEnumerable<Manifest> CompileJobs => Of("Job").Where(job => job.Name.Contains("-compile-", StringComparison.Ordinal));

    public Manifest Single(string kind, string name) => Assert.Single(Of(kind), item => item.Name == name);
}
