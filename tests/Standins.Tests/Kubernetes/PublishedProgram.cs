using System.Diagnostics;

namespace Standins.Tests.Kubernetes;

/// <summary>Publishes a sample program as a user without the CLI does: by its switches.</summary>
internal static class PublishedProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public static async Task RunAsync(string program, string output, bool dashboard)
    {
        var assembly = Path.Combine(AppContext.BaseDirectory, $"{program}.AppHost.dll");
        var start = new ProcessStartInfo(
            "dotnet",
            [assembly, "--operation", "publish", "--step", "publish", "--output-path", output, "--Dashboard", $"{dashboard}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        Assert.True(process.ExitCode == 0, $"Publishing {program} ended with {process.ExitCode}:\n{string.Concat(await said)}");
    }
}
