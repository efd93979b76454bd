namespace Fleet;

/// <summary>What a model's <c>architecture</c> may be.</summary>
/// <param name="Name">As in <c>fleet.json</c>.</param>
/// <param name="IsComputed">Whether the workers have a pipeline for it.</param>
public sealed record Architecture(string Name, bool IsComputed);

/// <summary>The architectures that a fleet may name.</summary>
public static class Architectures
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Architecture> All { get; } = [new("flux", IsComputed: true), new("stable-diffusion", IsComputed: false), new("llama", IsComputed: false)];

    /// <summary>The names of those that are computed.</summary>
    public static IEnumerable<string> Computed => All.Where(architecture => architecture.IsComputed).Select(architecture => architecture.Name);

    /// <summary>Finds one by its name.</summary>
    public static Architecture? Find(string name) => All.FirstOrDefault(architecture => architecture.Name == name);
}
