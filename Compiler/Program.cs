using Compiler.Jobs;
using Compiler.Reporting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Spectre.Console;

if (JobArguments.WantsHelp(args))
{
    Console.WriteLine(JobArguments.Usage);
    return CompileJob.Success;
}

if (JobArguments.Problem(args) is { } problem)
{
    await Console.Error.WriteLineAsync(problem);
    return JobArguments.Refusal;
}

try
{
    var builder = Host.CreateApplicationBuilder(args);
    // The console belongs to the report; logs go where telemetry goes.
    builder.Logging.ClearProviders();
    builder.AddServiceDefaults();
    builder.AddCompileJob();

    using var host = builder.Build();
    await host.StartAsync();
    var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
    var exitCode = await host.Services.GetRequiredService<CompileJob>().RunAsync(stopping);
    await host.StopAsync();
    return exitCode;
}
catch (Exception wrong) when (wrong is InvalidOperationException or FormatException or InvalidDataException or IOException or UnauthorizedAccessException)
{
    // Settings that cannot be read: there is no job yet that could tell.
    Reports.For(AnsiConsole.Console).Problem(wrong.Message);
    return CompileJob.Failure;
}
