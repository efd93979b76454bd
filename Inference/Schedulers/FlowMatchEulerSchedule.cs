using System.Text.Json;

namespace Inference.Schedulers;

/// <summary>
/// FlowMatchEulerDiscreteScheduler (Esser et al. 2024): straight paths from noise to image, followed by Euler steps. With dynamic
/// shifting larger images spend more of their steps at high noise.
/// </summary>
public sealed class FlowMatchEulerSchedule
{
    private const string ClassName = "FlowMatchEulerDiscreteScheduler";
    private readonly double _trainSteps;
    private readonly double _shift;
    private readonly bool _dynamicShifting;
    private readonly bool _linearShift;
    private readonly double? _terminal;
    private readonly (double Shift, double Tokens) _base;
    private readonly (double Shift, double Tokens) _max;

    private FlowMatchEulerSchedule(JsonElement config)
    {
        double Number(string name, double otherwise) =>
            config.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : otherwise;
        bool Flag(string name) => config.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

        if (config.TryGetProperty("_class_name", out var className) && className.GetString() != ClassName)
            throw new NotSupportedException($"The scheduler is {className.GetString()}; this is {ClassName}.");
        foreach (var feature in new[] { "use_karras_sigmas", "use_exponential_sigmas", "use_beta_sigmas", "invert_sigmas", "stochastic_sampling" })
            if (Flag(feature))
                throw new NotSupportedException($"{ClassName} with {feature} is not built.");
        var shape = config.TryGetProperty("time_shift_type", out var type) ? type.GetString() : "exponential";
        _linearShift = shape switch
        {
            "exponential" => false,
            "linear" => true,
            _ => throw new NotSupportedException($"{ClassName}: time_shift_type is {shape}; known are exponential and linear."),
        };
        _trainSteps = Number("num_train_timesteps", 1000);
        _shift = Number("shift", 1);
        _dynamicShifting = Flag("use_dynamic_shifting");
        _terminal = config.TryGetProperty("shift_terminal", out var terminal) && terminal.ValueKind == JsonValueKind.Number && terminal.GetDouble() != 0 ? terminal.GetDouble() : null;
        _base = (Number("base_shift", 0.5), Number("base_image_seq_len", 256));
        _max = (Number("max_shift", 1.15), Number("max_image_seq_len", 4096));
    }

    /// <summary>Reads <c>scheduler_config.json</c> (or <c>config.json</c>) in a folder.</summary>
    /// <exception cref="FileNotFoundException">Neither is there.</exception>
    /// <exception cref="NotSupportedException">It asks for another scheduler or a feature that is not built.</exception>
    public static FlowMatchEulerSchedule FromConfig(string folder) => FromConfig(SchedulerConfig.Read(folder));

    /// <summary>Reads a scheduler's configuration; what is absent has the reference's default.</summary>
    /// <exception cref="NotSupportedException">It asks for another scheduler or a feature that is not built.</exception>
    public static FlowMatchEulerSchedule FromConfig(JsonElement config) => new(config);

    /// <summary>The shift exponent for an image: on the straight line through the two sizes of the configuration.</summary>
    /// <param name="imageTokens">Packed latent tokens: width × height ÷ 256.</param>
    public double Mu(int imageTokens) =>
        _base.Shift + (imageTokens - _base.Tokens) * (_max.Shift - _base.Shift) / (_max.Tokens - _base.Tokens);

    /// <summary>The schedule of one image.</summary>
    /// <param name="steps">Denoising steps, at least one.</param>
    /// <param name="imageTokens">Packed latent tokens: width × height ÷ 256.</param>
    public FlowMatchSchedule For(int steps, int imageTokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(imageTokens);
        // In single precision throughout, as the reference computes: the last levels are small differences from 1.
        var sigmas = new float[steps];
        for (var i = 0; i < steps; i++)
        {
            // From 1 to 1/steps.
            var even = steps == 1 ? 1f : (float)(1 + i * (1.0 / steps - 1) / (steps - 1));
            sigmas[i] = _dynamicShifting ? ShiftDynamically(even, Mu(imageTokens)) : (float)_shift * even / (1 + (float)(_shift - 1) * even);
        }
        if (_terminal is { } terminal)
            StretchTo(terminal, sigmas);
        return new FlowMatchSchedule([.. sigmas.Select(s => s * (float)_trainSteps)], [.. sigmas, 0f]);
    }

    private float ShiftDynamically(float sigma, double mu)
    {
        var weight = (float)(_linearShift ? mu : Math.Exp(mu));
        return weight / (weight + (1 / sigma - 1));
    }

    /// <summary>Scales the distance from pure noise so that the last sigma is <paramref name="terminal"/>.</summary>
    private static void StretchTo(double terminal, float[] sigmas)
    {
        var scale = (1 - sigmas[^1]) / (float)(1 - terminal);
        if (scale == 0)
            return;
        for (var i = 0; i < sigmas.Length; i++)
            sigmas[i] = 1 - (1 - sigmas[i]) / scale;
    }
}
