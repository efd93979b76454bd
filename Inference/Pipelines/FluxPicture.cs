using Inference.Schedulers;

namespace Inference.Pipelines;

/// <summary>One picture in the making: its request, its grid of tokens and its schedule.</summary>
internal sealed record FluxPicture(ImageRequest Request, int Rows, int Columns, FlowMatchSchedule Schedule)
{
    /// <summary>A picture that starts from another one leaves out the steps of the noise that it does not get.</summary>
    public static FluxPicture Of(ImageRequest request, int rows, int columns, FlowMatchSchedule schedule) => new(request, rows, columns, request.Image is null
        ? schedule
        : schedule.From((int)Math.Max(0, request.Steps - Math.Min(request.Steps, request.Steps * request.Strength))));

    /// <summary>What the transformer is told in a step.</summary>
    public StepTimes Times(FluxDenoiser denoiser, int step) => StepTimes.Upload(
        denoiser, [Schedule.Timesteps[step] / 1000f], [(float)Request.Guidance], Schedule.Delta(step), Schedule.Sigmas[step]);

    /// <summary>Whether a partial picture follows a step.</summary>
    public bool ShowsPartialAfter(int step) => Request.ShowsPartialAfter(step, Schedule.Steps);
}
