using System.ComponentModel.DataAnnotations;
using ServiceDefaults.Errors;

namespace ModelWorker;

/// <summary>The section <c>Worker</c> of the configuration.</summary>
public sealed class WorkerOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Worker";

    /// <summary>What is wrong without <see cref="Unit"/>.</summary>
    internal const string UnitRequired = "Worker:Unit (environment Worker__Unit) must name a unit of the fleet.";

    /// <summary>Name of the unit in the fleet that this worker is a replica of.</summary>
    [Required(ErrorMessage = UnitRequired)]
    public string Unit { get; set; } = "";

    /// <summary>Requests that may wait for the device; the next is answered with 429.</summary>
    [Range(1, 10_000)]
    public int QueueCapacity { get; set; } = 32;

    /// <summary>Largest request body in bytes; a larger one is answered with 413.</summary>
    [Range(1024, 1 << 30)]
    public int MaxRequestBytes { get; set; } = RequestBody.DefaultLimit;

    /// <summary>Most denoising steps that a request may ask for.</summary>
    [Range(1, 10_000)]
    public int MaxSteps { get; set; } = 200;

    /// <summary>How long requests that have begun may take once the process is told to stop.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Port of gRPC health; 0: none. In a pod 8001 unless another is given, elsewhere none.</summary>
    [Range(0, 65535)]
    public int HealthPort { get; set; }

    /// <summary>How long the process may take to stop: requests are finished first; what is left to the server is writing the last answers.</summary>
    public TimeSpan ShutdownTimeout => DrainTimeout + TimeSpan.FromSeconds(10);
}
