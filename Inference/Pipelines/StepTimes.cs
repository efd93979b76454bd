using Inference.Models;
using Inference.Runtime;

namespace Inference.Pipelines;

/// <summary>What one denoising step is told, on the devices.</summary>
/// <param name="Time">Sinusoids of the time [batch, 256].</param>
/// <param name="Guidance">Sinusoids of the guidance scale [batch, 256]; null where the model has none.</param>
/// <param name="Step">How far the latents move along the velocity.</param>
/// <param name="Noise">Share of noise in the latents before the step.</param>
internal sealed record StepTimes(DeviceArray Time, DeviceArray? Guidance, DeviceArray Step, DeviceArray Noise) : IDisposable
{
    /// <param name="denoiser">Whose devices.</param>
    /// <param name="times">Time of each picture of the batch, 0 to 1.</param>
    /// <param name="guidance">Guidance scale of each picture.</param>
    /// <param name="step">Next sigma minus this one.</param>
    /// <param name="noise">This sigma.</param>
    public static StepTimes Upload(FluxDenoiser denoiser, float[] times, float[] guidance, float step, float noise)
    {
        var element = denoiser.Model.Element;
        DeviceArray Sinusoid(float[] values)
        {
            // The model was trained on times of 0 to 1000.
            var table = Sinusoids.Of(values.Select(v => v * 1000f).ToArray(), FluxTransformer.SinusoidWidth);
            return denoiser.Mesh.Upload(table, element, values.Length, FluxTransformer.SinusoidWidth);
        }
        return new StepTimes(
            Sinusoid(times), denoiser.Model.Config.GuidanceEmbeds ? Sinusoid(guidance) : null,
            denoiser.Mesh.Upload<float>([step]), denoiser.Mesh.Upload<float>([noise]));
    }

    public void Dispose()
    {
        Time.Dispose();
        Guidance?.Dispose();
        Step.Dispose();
        Noise.Dispose();
    }
}
