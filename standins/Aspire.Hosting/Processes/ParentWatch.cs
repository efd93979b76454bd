using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Processes;

/// <summary>
/// Ends the application when the tool that started it is gone: the Aspire CLI, which says who it is, or
/// <c>dotnet run</c>, which is the parent.
/// </summary>
internal sealed class ParentWatch(IConfiguration configuration, IHostApplicationLifetime lifetime, TimeProvider time, DistributedApplicationOptions options)
    : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (Watched() is not { } isGone)
            return;
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                if (isGone())
                {
                    lifetime.StopApplication();
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The application ends for another reason.
        }
    }

    private Func<bool>? Watched()
    {
        if (int.TryParse(configuration["ASPIRE_CLI_PID"], CultureInfo.InvariantCulture, out var cli))
            return () => !Exists(cli);
        if (options.DisableDashboard || OperatingSystem.IsWindows())
            return null;
        var parent = ParentId();
        return NameOf(parent) == "dotnet" ? () => ParentId() != parent : null;
    }

    private static bool Exists(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string? NameOf(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.ProcessName;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "getppid")]
    private static extern int ParentId();
}
