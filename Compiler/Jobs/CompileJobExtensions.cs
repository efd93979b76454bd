using Compiler.Reporting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Spectre.Console;

namespace Compiler.Jobs;

internal static class CompileJobExtensions
{
    public static void AddCompileJob(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(_ => JobSettings.From(builder.Configuration));
        builder.Services.AddSingleton<IReport>(_ => Reports.For(AnsiConsole.Console));
        builder.Services.AddSingleton<CompileJob>();
    }
}
