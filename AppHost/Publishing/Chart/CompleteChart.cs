using System.Text;
using AppHost.Publishing.Values;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AppHost.Publishing.Chart;

/// <summary>The step that finishes the published chart: templates, values and what documents and checks them.</summary>
internal static class CompleteChart
{
    public static async Task RunAsync(PipelineStepContext context, FleetChart chart)
    {
        var folder = context.Services.GetRequiredService<IPipelineOutputService>().GetOutputDirectory();
        foreach (var template in Directory.EnumerateFiles(Path.Combine(folder, "templates"), "*.yaml", SearchOption.AllDirectories))
            await ChangeAsync(template, TemplateText.Complete, context.CancellationToken);

        var values = ChartSections.All(chart);
        await ChangeAsync(
            Path.Combine(folder, "values.yaml"), text => ValuesText.Append(ImageTags.Rewrite(text, chart), values), context.CancellationToken);
        await ChangeAsync(Path.Combine(folder, "Chart.yaml"), ClusterVersion.Require, context.CancellationToken);
        await WriteAsync("values.schema.json", ValuesSchema.Write(values));
        await WriteAsync(Path.Combine("templates", Refusals.File), Refusals.Write(chart));
        await WriteAsync("README.md", ChartReadme.Write(chart, values));
        await WriteAsync(FleetConfig.File, (await File.ReadAllTextAsync(chart.FleetFile, context.CancellationToken)).ReplaceLineEndings("\n"));

        foreach (var (unit, reason) in chart.Unserved)
            context.ReportingStep.Log(LogLevel.Warning, $"{unit.Name} will not serve: {reason} The chart is complete; the unit's compile Jobs end with these words.");

        Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(folder, name), text, context.CancellationToken);
    }

    private static async Task ChangeAsync(string file, Func<string, string> change, CancellationToken cancellation) =>
        await File.WriteAllTextAsync(file, change(await File.ReadAllTextAsync(file, Encoding.UTF8, cancellation)), cancellation);
}
