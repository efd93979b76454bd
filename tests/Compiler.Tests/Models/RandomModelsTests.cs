using Compiler.Jobs;
using Compiler.Models;
using Inference.Checkpoints;
using Microsoft.Extensions.Logging.Abstractions;
using Pjrt;

namespace Compiler.Tests.Models;

/// <summary>Models that a fleet has no checkpoint for are made from a configuration and a seed, and are computed as published ones are.</summary>
public sealed class RandomModelsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("random-models-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("stable-diffusion", "random-sd21", 64)]
    [InlineData("stable-diffusion-xl", "random-sdxl", 64)]
    public async Task The_job_makes_one_that_is_missing_and_draws_with_it(string architecture, string configuration, int side)
    {
        var fleet = Fleet(architecture, configuration, side);
        var (first, made) = await RunAsync(fleet);

        Assert.Equal(CompileJob.Success, first);
        Assert.Contains(made.Lines, line => line.Contains("random weights of seed 5", StringComparison.Ordinal));
        Assert.Contains(made.Lines, line => line.StartsWith("RESULT FOR", StringComparison.Ordinal));
        Assert.NotNull(ModelManifest.Read(Path.Combine(_folder, "made")));

        var (again, kept) = await RunAsync(fleet);
        Assert.Equal(CompileJob.Success, again);
        Assert.DoesNotContain(kept.Lines, line => line.Contains("random weights", StringComparison.Ordinal));
        Assert.Equal(0, kept.Summary!.Compiled);
    }

    [Fact]
    public async Task Another_seed_is_another_model_which_needs_a_path_of_its_own()
    {
        await RunAsync(Fleet("stable-diffusion", "random-sd21", 64));
        var (exitCode, report) = await RunAsync(Fleet("stable-diffusion", "random-sd21", 64, seed: 6));

        Assert.Equal(CompileJob.Failure, exitCode);
        Assert.Contains("a path of its own", Assert.Single(report.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_follow_from_the_seed_and_keep_the_spread_of_what_they_multiply()
    {
        string Write(string name, long seed)
        {
            var folder = Path.Combine(_folder, name);
            RandomModel.Write(global::Fleet.FleetPaths.Resolve("models/random-sd21"), folder, seed);
            return folder;
        }
        float[] Read(string folder)
        {
            using var checkpoint = Checkpoint.Open(Path.Combine(folder, "unet"));
            return checkpoint["mid_block.resnets.0.conv1.weight"].ToFloats();
        }
        var (one, same, other) = (Read(Write("one", 1)), Read(Write("same", 1)), Read(Write("other", 2)));

        Assert.Equal(one, same);
        Assert.NotEqual(one, other);
        const int Inputs = 32 * 3 * 3;
        Assert.Equal(0, one.Average(), 0.01);
        Assert.Equal(1.0 / Inputs, one.Average(w => w * w), 0.0003);
    }

    private string Fleet(string architecture, string configuration, int side, int seed = 5)
    {
        var path = Path.Combine(_folder, "fleet.json");
        File.WriteAllText(path, $$"""
            { "models": { "m": { "architecture": "{{architecture}}", "path": "{{_folder}}/made", "random": { "configuration": "models/{{configuration}}", "seed": {{seed}} },
                "sizes": ["{{side}}x{{side}}"], "steps": 2, "guidance": 5 } },
              "units": { "u": { "model": "m", "accelerator": "inferentia2", "instance": "inf2.xlarge", "devices": 1, "tensorParallel": 2,
                "capacity": { "{{side}}x{{side}}": { "latencySeconds": 1, "perMinute": 60 } } } } }
            """);
        return path;
    }

    private async Task<(int ExitCode, RecordingReport Report)> RunAsync(string fleet)
    {
        var report = new RecordingReport();
        var settings = new JobSettings
        {
            FleetPath = fleet,
            ArtifactsPath = Path.Combine(_folder, "store"),
            Device = new DeviceSettings { Emulated = true },
            BenchmarkRuns = 1,
        };
        var job = new CompileJob(settings, report, TimeProvider.System, NullLogger<CompileJob>.Instance);
        return (await job.RunAsync(TestContext.Current.CancellationToken), report);
    }
}
