using Inference.Schedulers;

namespace Inference.Pipelines;

/// <summary>One picture in the making: its request, its grid of tokens and its schedule.</summary>
internal sealed record FluxPicture(ImageRequest Request, int Rows, int Columns, FlowMatchSchedule Schedule)
{
    public string Size => $"{Request.Width}x{Request.Height}";

    /// <summary>What the transformer is told in a step.</summary>
    public StepTimes Times(FluxDenoiser denoiser, int step) => StepTimes.Upload(
        denoiser, [Schedule.Timesteps[step] / 1000f], [(float)Request.Guidance], Schedule.Delta(step), Schedule.Sigmas[step]);

    /// <summary>Whether a partial picture follows a step: spread evenly, never after the last one, whose picture is the final one.</summary>
    public bool ShowsPartialAfter(int step)
    {
        var wanted = Math.Min(Request.PartialImages, Request.Steps - 1);
        return Enumerable.Range(1, Math.Max(0, wanted)).Any(i => i * Request.Steps / (wanted + 1) == step + 1);
    }
}
