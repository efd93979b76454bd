using Inference.Runtime;

namespace Inference.Pipelines;

/// <summary>What stays of a picture while the rest is painted, on the denoiser's devices, each laid out as the latents.</summary>
/// <param name="Original">Latents of the picture.</param>
/// <param name="Noise">The noise that they get.</param>
/// <param name="Mask">1 where to paint.</param>
internal sealed record Painting(DeviceArray Original, DeviceArray Noise, DeviceArray Mask) : IDisposable
{
    /// <summary>Starts the stage that keeps what stays; the latents are donated to the ones it gives.</summary>
    public DeviceArray Keep(StageRun run, StageExecutable stage, Mesh mesh, DeviceArray latents, double signal, double noise) =>
        run.Start(stage, [], latents, Original, Noise, Mask, run.Own(mesh.Upload<float>([(float)signal, (float)noise], 2)))[0];

    public void Dispose()
    {
        Original.Dispose();
        Noise.Dispose();
        Mask.Dispose();
    }
}
