using Fleet;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ModelWorker.Devices;
using ModelWorker.GrpcHealth;
using ModelWorker.Pipelines;
using Pjrt;

namespace ModelWorker;

/// <summary>The process of a model worker: from its configuration to a running server.</summary>
public static class WorkerHost
{
    /// <summary>Where it listens when nothing says so; in a pod ASPNETCORE_URLS does.</summary>
    private const string DefaultAddress = "http://127.0.0.1:8000";

    /// <summary>Runs until it is told to stop.</summary>
    /// <returns>The exit code: 0, or 1 when the configuration, the model or the address is at fault, which is said on standard error.</returns>
    public static async Task<int> RunAsync(string[] args, WorkerPlatform platform)
    {
        try
        {
            var app = Build(WebApplication.CreateBuilder(args), platform);
            await using (app.ConfigureAwait(false))
                await app.RunAsync().ConfigureAwait(false);
            return Environment.ExitCode;
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or FleetException or OptionsValidationException or PjrtException
            or DllNotFoundException or BadImageFormatException or EntryPointNotFoundException or NotSupportedException or IOException)
        {
            await Console.Error.WriteLineAsync(Explain(wrong)).ConfigureAwait(false);
            return 1;
        }
    }

    private static string Explain(Exception wrong) => wrong switch
    {
        BadImageFormatException => $"What Device:Plugin names is not a library for this system and processor: {wrong.Message}",
        IOException { InnerException: AddressInUseException } => $"{wrong.Message} Set ASPNETCORE_URLS to an address that is free.",
        _ => wrong.Message,
    };

    private static WebApplication Build(WebApplicationBuilder builder, WorkerPlatform platform)
    {
        var configuration = builder.Configuration;
        var options = configuration.GetSection(WorkerOptions.Section).Get<WorkerOptions>() ?? new WorkerOptions();
        var settings = configuration.GetSection(DeviceSettings.Section).Get<DeviceSettings>() ?? new DeviceSettings();
        if (options.Unit.Length == 0)
            throw new InvalidOperationException(WorkerOptions.UnitRequired);
        var unit = WorkerUnit.Find(configuration["Fleet:Path"], options.Unit, settings.Emulated);
        var devices = WorkerDevices.Open(settings, unit, platform);

        builder.ListenForHealth(DefaultAddress);
        builder.AddModelWorker(unit).AddDevices(devices);
        var app = builder.Build();
        app.MapModelWorker();
        return app;
    }
}
