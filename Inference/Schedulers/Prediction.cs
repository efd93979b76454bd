namespace Inference.Schedulers;

/// <summary>
/// What a model's output means. A sample is <c>signal</c> times the picture plus <c>noise</c> times unit noise, the squares of the
/// shares adding up to 1; the output is that noise (epsilon), the picture (sample), or the velocity (Salimans and Ho 2022).
/// </summary>
internal sealed class Prediction(SchedulerConfig config)
{
    private readonly string _type = config.OneOf("prediction_type", "epsilon", "epsilon", "v_prediction", "sample");

    /// <summary>The picture.</summary>
    public Blend Clean(double signal, double noise) => _type switch
    {
        "epsilon" => new Blend(1 / signal, -noise / signal),
        "v_prediction" => new Blend(signal, -noise),
        _ => Blend.OfOutput,
    };

    /// <summary>The noise in it.</summary>
    public Blend Noise(double signal, double noise) => _type switch
    {
        "epsilon" => Blend.OfOutput,
        "v_prediction" => new Blend(noise, signal),
        _ => new Blend(1 / noise, -signal / noise),
    };
}
