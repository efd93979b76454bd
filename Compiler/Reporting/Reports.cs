using Spectre.Console;

namespace Compiler.Reporting;

internal static class Reports
{
    /// <summary>A bar in a terminal; lines for log files and pipes, where nothing can be drawn over.</summary>
    public static IReport For(IAnsiConsole console) =>
        console.Profile.Capabilities is { Interactive: true, Ansi: true } && !Console.IsOutputRedirected
            ? new BarReport(console)
            : new LineReport(console);
}
