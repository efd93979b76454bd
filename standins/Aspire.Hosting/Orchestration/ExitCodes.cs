namespace Aspire.Hosting.Orchestration;

/// <summary>What a process's exit code says of its end.</summary>
internal static class ExitCodes
{
    /// <summary>Beyond it lies the number of the signal that ended the process.</summary>
    private const int Signals = 128;

    public static string Describe(int exitCode) => Signal(exitCode) is { } signal
        ? $"was ended by a signal: {signal}"
        : $"ended with exit code {exitCode}; its console log says why";

    private static string? Signal(int exitCode) => OperatingSystem.IsWindows() ? null : (exitCode - Signals) switch
    {
        2 => "interrupted (SIGINT)",
        6 => "it gave up (SIGABRT); its console log says why",
        9 => "killed (SIGKILL), by somebody or for want of memory",
        11 => "it broke memory protection (SIGSEGV)",
        15 => "told to end (SIGTERM)",
        _ => null,
    };
}
