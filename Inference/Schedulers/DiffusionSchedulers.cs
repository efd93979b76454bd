using System.Text.Json;

namespace Inference.Schedulers;

/// <summary>Schedulers of diffusion models by the class names of their configurations.</summary>
public static class DiffusionSchedulers
{
    /// <summary>Reads <c>scheduler_config.json</c> (or <c>config.json</c>) in a folder.</summary>
    /// <inheritdoc cref="FromConfig(JsonElement, string?)"/>
    /// <exception cref="FileNotFoundException">Neither is there.</exception>
    public static IDiffusionScheduler FromConfig(string folder, string? className = null) => FromConfig(SchedulerConfig.Read(folder), className);

    /// <summary>Reads a scheduler's configuration; what is absent has the default of the class.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="className">
    /// The class that reads it, when it is not the one that wrote it: model cards build one scheduler from another's configuration.
    /// </param>
    /// <exception cref="NotSupportedException">The scheduler or one of its features is not built.</exception>
    public static IDiffusionScheduler FromConfig(JsonElement config, string? className = null)
    {
        var name = className ?? (config.TryGetProperty("_class_name", out var own) ? own.GetString() : null) ?? "";
        var read = new SchedulerConfig(config, name);
        return name switch
        {
            "DDIMScheduler" => new DdimScheduler(read),
            "PNDMScheduler" => new PndmScheduler(read),
            "EulerDiscreteScheduler" => new EulerScheduler(read),
            "DPMSolverMultistepScheduler" => new DpmSolverScheduler(read),
            _ => throw new NotSupportedException(
                $"The scheduler {name} is not built; built are DDIMScheduler, PNDMScheduler, EulerDiscreteScheduler and DPMSolverMultistepScheduler."),
        };
    }
}
