using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;

namespace AppHost.Publishing.Chart;

/// <summary>
/// The step that removes the templates of an earlier publication from the output folder: the publisher overwrites but
/// never deletes, and helm would go on installing a unit that the fleet no longer has.
/// </summary>
internal static class ClearChart
{
    public static Task RunAsync(PipelineStepContext context)
    {
        var folder = context.Services.GetRequiredService<IPipelineOutputService>().GetOutputDirectory();
        var templates = Path.Combine(folder, "templates");

        // A folder that is no chart is somebody else's.
        if (File.Exists(Path.Combine(folder, "Chart.yaml")) && Directory.Exists(templates))
            Directory.Delete(templates, recursive: true);
        return Task.CompletedTask;
    }
}
