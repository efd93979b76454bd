using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Standins.Tests.Cli;

/// <summary>The real Aspire CLI, as the AppHost's build installs it from npm, in a working directory of its own.</summary>
internal sealed class AspireCli : IDisposable
{
    /// <summary>For what takes seconds on an idle machine and far longer on one that is building.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("aspire-cli");

    public AspireCli()
    {
        // The CLI asks the registry for newer versions of itself unless told not to.
        File.WriteAllText(Path.Combine(_directory.FullName, "aspire.config.json"), """{"features":{"updateNotificationsEnabled":false}}""");
    }

    public string WorkingDirectory => _directory.FullName;

    /// <summary>The fixture's project file.</summary>
    public static string AppHost { get; } = Path.Combine(RepositoryRoot, "tests", "Fixtures", "EchoAppHost", "EchoAppHost.csproj");

    public static void SkipUnlessInstalled()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Looks into /proc.");
        Assert.SkipUnless(File.Exists(Program), "The Aspire CLI is not installed: build AppHost with npm at hand.");
    }

    /// <summary>Runs a command on the fixture to its end.</summary>
    public Task<CliResult> OnAppHostAsync(params string[] arguments)
    {
        var own = Array.IndexOf(arguments, "--") is var dashes and >= 0 ? dashes : arguments.Length;
        return RunAsync([.. arguments[..own], "--apphost", AppHost, .. arguments[own..]]);
    }

    /// <summary>Runs a command to its end.</summary>
    public async Task<CliResult> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments, out var output);
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"aspire {string.Join(' ', arguments)} did not end: {output()}");
        }

        return new CliResult(process.ExitCode, output());
    }

    /// <summary>Starts a command.</summary>
    public Process Start(string[] arguments, out Func<string> output)
    {
        var process = Process.Start(new ProcessStartInfo(Program, [.. arguments, "--non-interactive", "--nologo"])
        {
            WorkingDirectory = WorkingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            Environment = { ["ASPIRE_CLI_TELEMETRY_OPTOUT"] = "true", ["NO_COLOR"] = "1", ["DOTNET_ROOT"] = DotnetRoot },
        })!;
        process.StandardInput.Close();
        var text = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        output = () =>
        {
            lock (text)
                return text.ToString();
        };
        return process;

        void Append(string? line)
        {
            lock (text)
                text.AppendLine(line);
        }
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private static string DotnetRoot => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    private static string Program => Path.Combine(
        RepositoryRoot, "node_modules", "@microsoft", $"aspire-cli-linux-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}", "bin", "aspire");

    private static string RepositoryRoot
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Aspire.sln")))
                folder = folder.Parent ?? throw new InvalidOperationException("No Aspire.sln above the tests.");
            return folder.FullName;
        }
    }
}

/// <summary>How a command ended, and what it wrote.</summary>
internal sealed record CliResult(int ExitCode, string Output)
{
    /// <summary>What it wrote, once it has succeeded.</summary>
    public string CheckSucceeded()
    {
        Assert.True(ExitCode == 0, $"Exit code {ExitCode}: {Output}");
        return Output;
    }
}
