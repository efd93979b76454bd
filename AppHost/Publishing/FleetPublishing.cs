using System.Globalization;
using AppHost.Publishing.Chart;
using AppHost.Publishing.Frontend;
using AppHost.Publishing.Gateway;
using AppHost.Publishing.Observability;
using AppHost.Publishing.Units;
using Aspire.Hosting.Pipelines;
using Fleet;

namespace AppHost.Publishing;

/// <summary>Publishes the fleet as a Helm chart for EKS: <c>aspire publish -o out</c>.</summary>
internal static class FleetPublishing
{
    private const string Environment = Dashboard.Environment;
    private const string ChartName = "inference";

    /// <summary>Says what a cluster needs beyond the topology. Without effect while the application runs here.</summary>
    public static void PublishFleet(
        this IDistributedApplicationBuilder builder,
        FleetDefinition fleet,
        string fleetFile,
        IResourceBuilder<ProjectResource> compiler,
        IResourceBuilder<ProjectResource> gateway,
        IResourceBuilder<ProjectResource> frontend,
        IReadOnlyList<UnitWorker> workers)
    {
        if (!builder.ExecutionContext.IsPublishMode)
            return;

        var revision = ImageTags.Revision(builder.Configuration["Publishing:Revision"]);
        var chart = new FleetChart(fleet, fleetFile, revision, compiler, gateway, frontend, workers)
        {
            Dashboard = bool.TryParse(builder.Configuration["Publishing:Dashboard"], out var dashboard) && dashboard,
        };
        builder.AddKubernetesEnvironment(Environment)
            .WithDashboard(chart.Dashboard)
            .WithHelm(helm => helm.WithChartName(ChartName).WithChartDescription("One model on Neuron and CUDA behind one gateway."));

        gateway.WithEnvironment("DOTNET_shutdownTimeoutSeconds", UnitTimes.GatewayDrain(fleet).ToString(CultureInfo.InvariantCulture));
        compiler.WithEnvironment("Fleet__Root", Store.StoreMount.Path);
        foreach (var worker in workers)
        {
            UnitEnvironment.Add(worker);
            worker.Resource.PublishAsKubernetesService(service => UnitObjects.Attach(service, worker.Unit, chart));
        }

        gateway.PublishAsKubernetesService(service => GatewayObjects.Attach(service, chart));
        frontend.PublishAsKubernetesService(service => FrontendObjects.Attach(service, chart));
        compiler.PublishAsKubernetesService(service => CompilerObjects.Attach(service, chart));

        RefusedDeploy.Add(builder, ChartName);
        builder.Pipeline.AddStep("clear-chart", ClearChart.RunAsync, WellKnownPipelineSteps.PublishPrereq, $"publish-{Environment}");
        builder.Pipeline.AddStep(
            "complete-chart", context => CompleteChart.RunAsync(context, chart), $"publish-{Environment}", WellKnownPipelineSteps.Publish);
    }
}
