using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ModelWorker.Tests;

public sealed class ProcessTests
{
    internal static string Host(string name) => Path.GetFullPath(
        Path.Combine("..", "..", name, Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/', '\\')), name + ".dll"), AppContext.BaseDirectory);

    [Theory]
    [InlineData("ModelWorker.Neuron", "flux-trn1", "", "Device:Plugin")]
    [InlineData("ModelWorker.Cuda", "flux-g5", "", "Device:Plugin")]
    [InlineData("ModelWorker.Neuron", "flux-g5", "true", "a10g")]
    [InlineData("ModelWorker.Neuron", "nothing", "true", "flux-trn1, flux-inf2, flux-g5")]
    [InlineData("ModelWorker.Neuron", "", "true", "Worker:Unit")]
    public Task A_worker_that_cannot_be_ends_and_says_what_to_set(string host, string unit, string emulated, string said) =>
        EndsAsync(host, unit, emulated, "http://127.0.0.1:0", said);

    [Fact]
    public async Task A_taken_port_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";
        await EndsAsync("ModelWorker.Neuron", "flux-trn1", "true", address, $"{address}: address already in use");
    }

    private static async Task EndsAsync(string host, string unit, string emulated, string address, string said)
    {
        var start = new ProcessStartInfo("dotnet", Host(host)) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["Worker__Unit"] = unit;
        start.Environment["Device__Emulated"] = emulated.Length == 0 ? "false" : emulated;
        start.Environment["ASPNETCORE_URLS"] = address;
        foreach (var inherited in new[] { "Device__Plugin", "Fleet__Path", "Artifacts__Path" })
            start.Environment.Remove(inherited);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await output;
        Assert.Equal(1, process.ExitCode);
        Assert.Contains(said, error);
        Assert.DoesNotContain("   at ", error);
    }
}
