using System.Diagnostics;

namespace Compiler.Tests;

/// <summary>The compile job as a process of its own.</summary>
internal static class CompilerProcess
{
    public static Process Start(TemporaryStore store, params ReadOnlySpan<string> arguments) => Start(store, [], arguments);

    public static Process Start(TemporaryStore store, Dictionary<string, string> variables, params ReadOnlySpan<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Compiler.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["Fleet__Path"] = store.FleetPath;
        start.Environment["Artifacts__Path"] = store.ArtifactsPath;
        start.Environment["Device__Emulated"] = "true";
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Waits for the end and gives the exit code and what was printed.</summary>
    public static async Task<(int ExitCode, string Output)> FinishAsync(this Process process)
    {
        using (process)
        {
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, output);
        }
    }
}
