using System.Text.Json;

namespace Compiler.Tests;

/// <summary>A folder with a fleet file and an empty store, which goes when the test ends.</summary>
internal sealed class TemporaryStore : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("compiler-tests-").FullName;

    public TemporaryStore(params ReadOnlySpan<string> units)
    {
        var models = """{ "flux": { "architecture": "flux", "path": "models/tiny-flux", "sizes": ["64x32", "32x64"], "reportName": "flux1-dev", "textLength": 32, "steps": 2 }, """
            + """ "gone": { "architecture": "flux", "path": "models/no-such-model", "sizes": ["64x32"] }, """
            + """ "published": { "architecture": "flux", "path": "s3://checkpoints/flux", "sizes": ["64x32"] }, """
            + $$""" "hub": { "architecture": "flux", "path": "hf://{{Shared.LoopbackHub.Repository}}@{{Shared.LoopbackHub.Commit}}", "bytes": 1000000, "sizes": ["64x32"], "textLength": 32 } }""";
        FleetPath = Path.Combine(_folder, "fleet.json");
        File.WriteAllText(FleetPath, $$"""{ "models": {{models}}, "units": { {{string.Join(", ", units)}} } }""");
    }

    public string FleetPath { get; }

    public string ArtifactsPath => Path.Combine(_folder, "store");

    /// <summary>Folders of keys, each with the attempts at it.</summary>
    public ILookup<string, string> Attempts => Directory.Exists(ArtifactsPath)
        ? Directory.GetFiles(ArtifactsPath, "program.mlir", SearchOption.AllDirectories)
            .Select(file => Path.GetDirectoryName(file)!).ToLookup(attempt => Path.GetFileName(Path.GetDirectoryName(attempt)!))
        : Array.Empty<string>().ToLookup(attempt => attempt);

    public static string Unit(string name, string model = "flux", int tensorParallel = 1) => $$"""
        {{JsonSerializer.Serialize(name)}}: { "model": "{{model}}", "accelerator": "trainium", "instance": "trn1.2xlarge", "devices": 1,
          "tensorParallel": {{tensorParallel}}, "capacity": { "64x32": { "latencySeconds": 1, "perMinute": 60 } } }
        """;

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
