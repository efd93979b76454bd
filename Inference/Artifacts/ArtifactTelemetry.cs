using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Inference.Artifacts;

/// <summary>Compile time and artifact hits, under the name <c>Inference.Compiler</c>.</summary>
public static class ArtifactTelemetry
{
    /// <summary>Name of the spans' source and of the meter.</summary>
    public const string Name = "Inference.Compiler";

    /// <summary>Spans of compilation, those of the compile job included.</summary>
    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Hits = Meter.CreateCounter<long>(
        "inference.artifact.hits", "{artifact}", "Programs that were found compiled in the store.");

    private static readonly Counter<long> Misses = Meter.CreateCounter<long>(
        "inference.artifact.misses", "{artifact}", "Programs that were not in the store.");

    private static readonly Histogram<double> CompileTime = Meter.CreateHistogram<double>(
        "inference.compile.duration", "s", "Time to compile one program.");

    internal static void Hit(ArtifactAddress address) => Hits.Add(1, Tags(address));

    internal static void Miss(ArtifactAddress address) => Misses.Add(1, Tags(address));

    internal static void Compiled(ArtifactAddress address, TimeSpan duration) => CompileTime.Record(duration.TotalSeconds, Tags(address));

    private static TagList Tags(ArtifactAddress address) => new()
    {
        { "inference.model", address.Model },
        { "inference.accelerator", address.Accelerator },
        { "inference.component", address.Component },
    };
}
