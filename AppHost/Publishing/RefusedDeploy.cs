using Aspire.Hosting.Pipelines;

namespace AppHost.Publishing;

/// <summary>
/// Refuses <c>aspire deploy</c> before it does anything: it would build one image for each project, and the fleet needs one for
/// each family of accelerators.
/// </summary>
internal static class RefusedDeploy
{
    private const string Name = "refuse-deploy";

    public static void Add(IDistributedApplicationBuilder builder, string chart)
    {
        var message = "This fleet is not deployed from here: its images are built apart, one for each family of accelerators. Publish it, and let helm install "
            + $"the chart: 'aspire publish -o out', then 'helm upgrade --install {chart} out --namespace {chart} --create-namespace -f my-values.yaml'.";
        builder.Pipeline.AddStep(Name, _ => throw new DistributedApplicationException(message), requiredBy: WellKnownPipelineSteps.DeployPrereq);
        if (builder.Configuration["Pipeline:Step"] != WellKnownPipelineSteps.Deploy)
            return;

        // What looks for tools on this machine would speak first of those that it lacks.
        builder.Pipeline.AddPipelineConfiguration(context =>
        {
            foreach (var step in context.Steps.Where(step => step.Name == WellKnownPipelineSteps.ProcessParameters || step.Name.StartsWith("check-", StringComparison.Ordinal)))
                step.DependsOn(Name);
            return Task.CompletedTask;
        });
    }
}
