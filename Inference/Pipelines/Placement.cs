namespace Inference.Pipelines;

/// <summary>Which devices each component of an image model runs on, by their ids. Sharded components take as many as their degree.</summary>
/// <param name="Transformer">The denoiser's, a transformer or a UNet, one per shard.</param>
/// <param name="TextEncoder">CLIP's: one.</param>
/// <param name="TextEncoder2">T5's, one per shard; of them SDXL's second CLIP takes the first.</param>
/// <param name="Decoder">The VAE's: one.</param>
public sealed record Placement(
    IReadOnlyList<int> Transformer, IReadOnlyList<int> TextEncoder, IReadOnlyList<int> TextEncoder2, IReadOnlyList<int> Decoder)
{
    /// <summary>
    /// Spreads the components over the devices 0 … <paramref name="cores"/> − 1. T5 takes the first ones, the transformer the last
    /// ones, CLIP and VAE the first one behind T5: with 12 cores and degree 8 that is T5 on 0–7, transformer on 4–11, CLIP and
    /// VAE on 8, as the published Neuron deployments have it. With no core to spare, CLIP and VAE share the first.
    /// </summary>
    /// <param name="cores">Devices at hand.</param>
    /// <param name="tensorParallel">Degree of the transformer and T5.</param>
    /// <exception cref="ArgumentException">The degree is not between 1 and the number of devices.</exception>
    public static Placement For(int cores, int tensorParallel)
    {
        if (tensorParallel < 1 || tensorParallel > cores)
            throw new ArgumentException($"Tensor parallel {tensorParallel} does not fit {cores} devices: allowed are 1 to {cores}.", nameof(tensorParallel));
        int[] Range(int start) => [.. Enumerable.Range(start, tensorParallel)];
        int[] single = [cores > tensorParallel ? tensorParallel : 0];
        return new Placement(Range(cores - tensorParallel), single, Range(0), single);
    }
}
