using System.Diagnostics;
using Shared;

namespace ModelWorker.Tests;

/// <summary>Compile job and worker as two processes on a real plugin: what the one stores, the other finds.</summary>
public sealed class AgreementTests : IDisposable
{
    private const string Fleet = """
        { "models": { "flux": { "architecture": "flux", "path": "models/tiny-flux", "sizes": ["64x32"], "textLength": 32 } },
          "units": { "flux-a": { "model": "flux", "accelerator": "trainium", "instance": "trn1.2xlarge", "devices": 1,
            "capacity": { "64x32": { "latencySeconds": 1, "perMinute": 60 } } } } }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("agreement-tests-");

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_worker_finds_what_the_job_compiled_with_the_same_flags_and_nothing_with_others()
    {
        var plugin = RealPlugins.FindOrSkip(RealPlugins.Newer);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "fleet.json"), Fleet, Ended);
        using (var job = Start("Compiler", plugin, flags: null))
        {
            var output = await job.StandardOutput.ReadToEndAsync(Ended);
            await job.WaitForExitAsync(Ended);
            Assert.True(job.ExitCode == 0, output);
        }

        Assert.Contains("is ready as flux-a", await WorkerSaysAsync(plugin, flags: null));
        Assert.Contains("waits for", await WorkerSaysAsync(plugin, flags: "--optlevel=3"));
    }

    /// <summary>The line that tells whether the model could be loaded, or what it waits for.</summary>
    private async Task<string> WorkerSaysAsync(string plugin, string? flags)
    {
        using var worker = Start("ModelWorker.Neuron", plugin, flags);
        try
        {
            while (await worker.StandardOutput.ReadLineAsync(Ended) is { } line)
                if (line.Contains("is ready as", StringComparison.Ordinal) || line.Contains("compiled programs, the first being", StringComparison.Ordinal))
                    return line;
            return "";
        }
        finally
        {
            worker.Kill();
            await worker.WaitForExitAsync(Ended);
        }
    }

    private Process Start(string host, string plugin, string? flags)
    {
        var start = new ProcessStartInfo("dotnet", ProcessTests.Host(host)) { RedirectStandardOutput = true };
        foreach (var inherited in new[] { "NEURON_CC_FLAGS", "XLA_FLAGS", "Device__Emulated" })
            start.Environment.Remove(inherited);
        start.Environment["Device__Plugin"] = plugin;
        start.Environment["Fleet__Path"] = Path.Combine(_folder.FullName, "fleet.json");
        start.Environment["Artifacts__Path"] = Path.Combine(_folder.FullName, "store");
        start.Environment["Artifacts__Required"] = "true";
        start.Environment["Worker__Unit"] = "flux-a";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        if (flags is not null)
            start.Environment["NEURON_CC_FLAGS"] = flags;
        return Process.Start(start)!;
    }
}
