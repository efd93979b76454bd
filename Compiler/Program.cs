using Compiler.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

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
