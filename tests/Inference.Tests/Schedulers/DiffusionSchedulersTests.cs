using System.Text.Json;
using Inference.Schedulers;

namespace Inference.Tests.Schedulers;

public sealed class DiffusionSchedulersTests
{
    private const string Latent = """ "beta_schedule":"scaled_linear","beta_start":0.00085,"beta_end":0.012,"clip_sample":false,"skip_prk_steps":true""";

    private static IDiffusionScheduler From(string name, string more = "")
    {
        using var document = JsonDocument.Parse($$"""{"_class_name":"{{name}}",{{Latent}}{{more}}}""");
        return DiffusionSchedulers.FromConfig(document.RootElement);
    }

    public static TheoryData<string, string> Schedulers()
    {
        var data = new TheoryData<string, string>();
        foreach (var name in new[] { "DDIMScheduler", "PNDMScheduler", "EulerDiscreteScheduler", "DPMSolverMultistepScheduler" })
            foreach (var prediction in new[] { "epsilon", "v_prediction" })
                data.Add(name, prediction);
        return data;
    }

    /// <summary>A model that always sees the same picture behind the noise leads every scheduler to that picture.</summary>
    [Theory, MemberData(nameof(Schedulers))]
    public void A_model_that_knows_the_picture_ends_there(string name, string prediction)
    {
        const double Picture = 0.7;
        const double Grain = -1.3;
        var schedule = From(name, $$""","prediction_type":"{{prediction}}" """).For(8);
        var first = schedule.Steps[0];
        var (sample, kept) = (first.Signal * Picture + first.Noise * Grain, new List<double>());
        foreach (var step in schedule.Steps)
        {
            // What this noise level is on the scale where the squares of both shares add up to 1.
            var length = Math.Sqrt(step.Signal * step.Signal + step.Noise * step.Noise);
            var (signal, noise) = (step.Signal / length, step.Noise / length);
            var grain = (sample - step.Signal * Picture) / step.Noise;
            var output = prediction == "epsilon" ? grain : signal * grain - noise * Picture;
            Assert.Equal(Picture, step.Denoised.Sample * sample + step.Denoised.Output * output, 1e-5);
            var next = step.Next.Sample * sample + step.Next.Output * output + step.History.Select((share, i) => share * kept[^(i + 1)]).Sum();
            if (step.Kept is { } keeps)
                kept.Add(keeps.Sample * sample + keeps.Output * output);
            sample = next;
        }
        Assert.Equal(Picture, sample, 0.06);
    }

    [Fact]
    public void A_later_start_leaves_out_the_noisy_steps_and_begins_without_history()
    {
        var scheduler = From("DPMSolverMultistepScheduler");
        var (whole, part) = (scheduler.For(10), scheduler.For(10, first: 4));
        Assert.Equal(whole.Steps.Skip(4).Select(s => s.Timestep), part.Steps.Select(s => s.Timestep));
        Assert.Empty(part.Steps[0].History);
        Assert.Equal(whole.Steps[^1], part.Steps[^1] with { History = whole.Steps[^1].History });
    }

    [Fact]
    public void Two_models_share_a_schedule_at_a_point_of_the_training()
    {
        var scheduler = From("EulerDiscreteScheduler", ""","timestep_spacing":"leading","steps_offset":1""");
        var whole = scheduler.For(10);
        var before = whole.Until(0.8, scheduler.TrainSteps);
        Assert.Equal([901f, 801, 701, 601, 501, 401, 301, 201], before.Steps.Select(s => s.Timestep));
        Assert.Equal(before.Steps.Count, whole.Before(0.8, scheduler.TrainSteps));
    }

    [Theory]
    [InlineData("LMSDiscreteScheduler", "", "LMSDiscreteScheduler")]
    [InlineData("DDIMScheduler", ""","thresholding":true""", "thresholding")]
    [InlineData("DDIMScheduler", ""","prediction_type":"flow" """, "prediction_type is flow")]
    [InlineData("EulerDiscreteScheduler", ""","use_beta_sigmas":true""", "use_beta_sigmas")]
    [InlineData("EulerDiscreteScheduler", ""","timestep_spacing":"random" """, "timestep_spacing is random")]
    [InlineData("DPMSolverMultistepScheduler", ""","solver_order":3""", "solver_order 3")]
    [InlineData("DPMSolverMultistepScheduler", ""","algorithm_type":"sde-dpmsolver++" """, "sde-dpmsolver++")]
    [InlineData("PNDMScheduler", ""","rescale_betas_zero_snr":true""", "rescale_betas_zero_snr")]
    public void What_is_not_built_is_refused_by_name(string name, string config, string named) =>
        Assert.Contains(named, Assert.Throws<NotSupportedException>(() => From(name, config)).Message);

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public void Steps_beyond_the_training_are_refused(int steps) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => From("DDIMScheduler").For(steps));
}
