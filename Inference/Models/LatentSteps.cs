using Inference.Layers;
using Inference.Schedulers;
using Inference.StableHlo;
using Pjrt;

namespace Inference.Models;

/// <summary>What is done with latents between predictions, in f32. Latents stay on the devices; each stage donates them to the next.</summary>
/// <param name="Component">The component whose devices they are on.</param>
/// <param name="Devices">The devices; all compute the same.</param>
/// <param name="Axes">Axes of the latents; the first are the pictures.</param>
internal sealed record LatentSteps(string Component, IReadOnlyList<int> Devices, IReadOnlyList<Axis> Axes)
{
    private const int FixedShares = 7;

    /// <summary>
    /// prediction, latents, shares, what up to <paramref name="depth"/> steps before left → latents, denoised, and what this step leaves
    /// where steps leave something. With guidance the prediction is that of the negative text, then that of the prompt (Ho and
    /// Salimans 2022).
    /// </summary>
    public Stage Advance(bool guided, int depth)
    {
        var trace = Trace($"advance{(guided ? " guided" : "")} {depth}");
        var pictures = Axes[0];
        var prediction = trace.Input("prediction", ElementType.F32, [(pictures.Name, pictures.Size * (guided ? 2 : 1)), .. Axes.Skip(1)]);
        var latents = Latents(trace, "latents");
        var shares = trace.Input("shares", ElementType.F32, ("n", FixedShares + depth));
        Tensor[] earlier = [.. Enumerable.Range(1, depth).Select(i => Latents(trace, $"before_{i}"))];
        Tensor Share(int at) => shares.Slice("n", at, 1).Reshape();
        if (guided)
        {
            var parts = prediction.Chunk(pictures.Name, 2);
            prediction = parts[0] + (parts[1] - parts[0]) * Share(0);
        }
        Tensor Blend(int at) => latents * Share(at) + prediction * Share(at + 1);

        var next = Blend(1);
        for (var i = 0; i < depth; i++)
            next += earlier[i] * Share(FixedShares + i);
        trace.Output("latents", next, latents);
        trace.Output("denoised", Blend(3));
        if (depth > 0)
            trace.Output("kept", Blend(5));
        return trace.Build();
    }

    /// <summary>The shares of a step for <see cref="Advance"/>.</summary>
    public static float[] Shares(DiffusionStep step, double guidance, int depth)
    {
        var (next, denoised, kept) = (step.Next, step.Denoised, step.Kept ?? default);
        double[] shares =
            [guidance, next.Sample, next.Output, denoised.Sample, denoised.Output, kept.Sample, kept.Output, .. step.History, .. new double[depth - step.History.Count]];
        return [.. shares.Select(s => (float)s)];
    }

    /// <summary>
    /// latents, original, noise, mask, shares (of original and noise) → latents: where the mask is 0 the original at the noise level of
    /// the next step takes their place (Lugmayr et al. 2022).
    /// </summary>
    public Stage Keep()
    {
        var trace = Trace("keep");
        var (latents, original, noise, mask) = (Latents(trace, "latents"), Latents(trace, "original"), Latents(trace, "noise"), Latents(trace, "mask"));
        var shares = trace.Input("shares", ElementType.F32, ("n", 2));
        var noised = original * shares.Slice("n", 0, 1).Reshape() + noise * shares.Slice("n", 1, 1).Reshape();
        trace.Output("latents", latents * mask + noised * (mask * -1 + 1), latents);
        return trace.Build();
    }

    private Tensor Latents(StageTrace trace, string name) => trace.Input(name, ElementType.F32, [.. Axes]);

    private StageTrace Trace(string stage) => new(Component, $"{stage} {string.Join("x", Axes.Select(a => a.Size))}", Devices, ElementType.F32);
}
