namespace Compiler.Tests;

/// <summary>What only separate processes can show: keys that agree, locks that the operating system frees, exit codes.</summary>
public sealed class ProcessTests
{
    private static readonly string[] Units = [TemporaryStore.Unit("flux-a"), TemporaryStore.Unit("flux-b", tensorParallel: 2)];

    [Fact]
    public async Task Killed_half_way_the_next_run_completes()
    {
        using var store = new TemporaryStore(Units);
        using (var killed = CompilerProcess.Start(store))
        {
            var line = await killed.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            Assert.Contains("compiled in", line);
            killed.Kill();
            await killed.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        // The worst place to be killed at: an attempt whose files are there, but not its manifest.
        var attempt = store.Attempts.First().First();
        File.Delete(Path.Combine(attempt, "manifest.json"));
        var broken = Path.GetFileName(Path.GetDirectoryName(attempt)!);

        var (exitCode, output) = await CompilerProcess.Start(store).FinishAsync();
        Assert.Equal(0, exitCode);
        Assert.Contains(" 0 failed", output);
        Assert.Equal(2, store.Attempts[broken].Count());
        Assert.All(store.Attempts, key => Assert.Contains(key, folder => File.Exists(Path.Combine(folder, "manifest.json"))));

        (exitCode, output) = await CompilerProcess.Start(store).FinishAsync();
        Assert.Equal(0, exitCode);
        Assert.Contains("0 compiled, ", output);
    }

    [Fact]
    public async Task Two_at_once_compile_each_key_once()
    {
        using var store = new TemporaryStore(Units);
        var jobs = new[] { CompilerProcess.Start(store), CompilerProcess.Start(store) };
        var results = await Task.WhenAll(jobs.Select(job => job.FinishAsync()));
        Assert.All(results, result => Assert.Equal(0, result.ExitCode));
        Assert.NotEmpty(store.Attempts);
        Assert.All(store.Attempts, key => Assert.Single(key));
    }

    [Fact]
    public async Task Exit_code_and_output_say_what_failed()
    {
        using var store = new TemporaryStore(TemporaryStore.Unit("lost", model: "gone"));
        var (exitCode, output) = await CompilerProcess.Start(store).FinishAsync();
        Assert.Equal(1, exitCode);
        Assert.Contains("FAILED lost: the model's folder", output);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("-1")]
    public async Task A_benchmark_that_is_no_number_is_named(string benchmark)
    {
        using var store = new TemporaryStore(TemporaryStore.Unit("flux-a"));
        var (exitCode, output) = await CompilerProcess.Start(store, "--benchmark", benchmark).FinishAsync();
        Assert.Equal(1, exitCode);
        Assert.Contains($"--benchmark is '{benchmark}'", output);
    }

    [Fact]
    public async Task Help_is_printed_and_nothing_is_compiled()
    {
        using var store = new TemporaryStore(Units);
        var (exitCode, output) = await CompilerProcess.Start(store, "--help").FinishAsync();
        Assert.Equal(0, exitCode);
        Assert.Contains("--Worker:Unit <unit>", output);
        Assert.Empty(store.Attempts);
    }

    [Fact]
    public async Task What_is_not_understood_is_refused()
    {
        using var store = new TemporaryStore(Units);
        var (exitCode, _) = await CompilerProcess.Start(store, "--Worker:Units=flux-a").FinishAsync();
        Assert.Equal(2, exitCode);
        Assert.Empty(store.Attempts);
    }
}
