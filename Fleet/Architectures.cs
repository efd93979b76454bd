namespace Fleet;

/// <summary>What a model's <c>architecture</c> may be.</summary>
/// <param name="Name">As in <c>fleet.json</c>.</param>
/// <param name="IsComputed">Whether the workers have a pipeline for it.</param>
public sealed record Architecture(string Name, bool IsComputed);

/// <summary>The architectures that a fleet may name.</summary>
public static class Architectures
{
    /// <summary>FLUX.1: a transformer over packed latents.</summary>
    public const string Flux = "flux";

    /// <summary>Stable Diffusion 2.1: a UNet that one text encoder guides.</summary>
    public const string StableDiffusion = "stable-diffusion";

    /// <summary>Stable Diffusion XL: a UNet that two text encoders and the picture's sizes guide.</summary>
    public const string StableDiffusionXl = "stable-diffusion-xl";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Architecture> All { get; } =
    [
        new(Flux, IsComputed: true), new(StableDiffusion, IsComputed: true), new(StableDiffusionXl, IsComputed: true), new("llama", IsComputed: false),
    ];

    /// <summary>The names of those that are computed.</summary>
    public static IEnumerable<string> Computed => All.Where(architecture => architecture.IsComputed).Select(architecture => architecture.Name);

    /// <summary>Finds one by its name.</summary>
    public static Architecture? Find(string name) => All.FirstOrDefault(architecture => architecture.Name == name);
}
