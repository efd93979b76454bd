using System.Globalization;
using Fleet;
using Inference.Checkpoints.Hub;
using Microsoft.Extensions.Configuration;
using Pjrt;

namespace Compiler.Jobs;

/// <summary>What the job is told.</summary>
internal sealed record JobSettings
{
    public string FleetPath { get; init; } = FleetDefinition.DefaultPath;

    /// <summary>The store; null: <see cref="FleetPaths.DefaultArtifacts"/>.</summary>
    public string? ArtifactsPath { get; init; }

    /// <summary>The one unit to compile for; null: all of the fleet.</summary>
    public string? Unit { get; init; }

    /// <summary>The one size to compile for, as the fleet writes it; null: all of a unit's.</summary>
    public string? Size { get; init; }

    /// <summary>The folder that holds the models of relative paths, which are to be copied into the store, as checkpoints of the Hub then are; null: they are there.</summary>
    public string? Models { get; init; }

    /// <summary>The Deployment to let go once all programs of its unit are in the store; null: none.</summary>
    public string? Release { get; init; }

    /// <summary>What the job compiles for: a Deployment that says another content is not let go.</summary>
    public string? Content { get; init; }

    /// <summary>Deployments to let go again, where that was done before for the content they have; then nothing is compiled.</summary>
    public IReadOnlyList<string> Resume { get; init; } = [];

    /// <summary>Pictures to draw of each unit and size afterwards; 0: none.</summary>
    public int BenchmarkRuns { get; init; }

    public DeviceSettings Device { get; init; } = new();

    /// <summary>Where checkpoints of the Hub come from, and where they are kept.</summary>
    public HubSettings Hub { get; init; } = HubSettings.From(Environment.GetEnvironmentVariable);

    /// <exception cref="InvalidOperationException">A value is not of its kind.</exception>
    public static JobSettings From(IConfiguration configuration) => new()
    {
        FleetPath = FleetPaths.Fleet(configuration["Fleet:Path"]),
        ArtifactsPath = configuration["Artifacts:Path"],
        // A variable that is there and empty says nothing.
        Unit = configuration["Worker:Unit"] is { Length: > 0 } unit ? unit : null,
        Size = configuration["size"],
        Models = configuration["models"],
        Release = configuration["release"],
        Content = configuration["content"],
        Resume = configuration["resume"]?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
        BenchmarkRuns = Runs(configuration["benchmark"]),
        Device = configuration.GetSection(DeviceSettings.Section).Get<DeviceSettings>() ?? new DeviceSettings(),
        Hub = HubSettings.From(name => configuration[name]),
    };

    private static int Runs(string? benchmark)
    {
        if (string.IsNullOrEmpty(benchmark))
            return 0;
        return int.TryParse(benchmark, NumberStyles.None, CultureInfo.InvariantCulture, out var runs)
            ? runs
            : throw new InvalidOperationException($"--benchmark is '{benchmark}'; it takes a number of pictures, 0 or more.");
    }
}
