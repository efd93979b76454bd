namespace Inference.Schedulers;

/// <summary>The noise levels of one image's denoising.</summary>
/// <param name="Timesteps">What the model is told at each step, 0..num_train_timesteps; pipelines divide by 1000.</param>
/// <param name="Sigmas">The noise level before each step and after the last, which is 0: one more than <paramref name="Timesteps"/>.</param>
public sealed record FlowMatchSchedule(float[] Timesteps, float[] Sigmas)
{
    /// <summary>Number of denoising steps.</summary>
    public int Steps => Timesteps.Length;

    /// <summary>The schedule without its first steps, for pictures that start from another one.</summary>
    public FlowMatchSchedule From(int first) => new(Timesteps[first..], Sigmas[first..]);

    /// <summary>What the model's output is multiplied with before it is added to the latents; negative.</summary>
    public float Delta(int step) => Sigmas[step + 1] - Sigmas[step];

    /// <summary>One Euler step in place: <c>sample += Delta(step) * velocity</c>.</summary>
    public void Advance(int step, Span<float> sample, ReadOnlySpan<float> velocity)
    {
        var delta = Delta(step);
        for (var i = 0; i < sample.Length; i++)
            sample[i] += delta * velocity[i];
    }
}
