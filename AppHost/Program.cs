using AppHost.Announcements;
using AppHost.Commands;
using AppHost.Devices;
using AppHost.Endpoints;
using AppHost.Publishing;
using Fleet;

var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = args, DashboardApplicationName = "Inference" });
try
{
    // Fleet:Path chooses another fleet, as an argument or as the environment's Fleet__Path.
    var fleetPath = FleetPaths.Fleet(builder.Configuration["Fleet:Path"]);
    var artifactsPath = FleetPaths.Artifacts(builder.Configuration["Artifacts:Path"]);
    var fleet = builder.LoadFleet(fleetPath);

    // Compiles every stage of every unit and size into the artifact store, and ends.
    var compiler = builder.AddProject<Projects.Compiler>("compiler", launchProfileName: null)
        .WithFleet(fleetPath)
        .WithArtifacts(artifactsPath)
        .WithDevice()
        .WithIconName("BuildingFactory")
        .AnnounceProgress();

    var gateway = builder.AddProject<Projects.Gateway>("gateway")
        .WithFleet(fleetPath)
        .WithEnvironment("DOTNET_shutdownTimeoutSeconds", WorkerResource.ShutdownSeconds)
        .WithHttpHealthCheck("/readiness")
        .WithExternalHttpEndpoints()
        .WithPort("Gateway:Port")
        .WithIconName("BranchFork")
        .Announce("Inference gateway (OpenAI API)")
        .AnnounceFailure();

    // One worker for each unit and replica; in a cluster a unit is one resource. They start on a full store: a worker
    // compiles nothing.
    var workers = new List<UnitWorker>();
    foreach (var unit in fleet.Units)
    {
        foreach (var name in builder.WorkersOf(unit))
        {
            var worker = builder.AddWorker(unit, name)
                .WithFleet(fleetPath)
                .WithArtifacts(artifactsPath)
                .WithEnvironment("Worker__Unit", unit.Name)
                .WithDevice()
                .WithWorkerEndpoint()
                .WithHttpHealthCheck("/readiness")
                .WithIconName("DeveloperBoardLightning")
                .WaitForCompletion(compiler)
                .WithUnitCommands(unit, gateway, compiler, artifactsPath)
                .AnnounceReady($"Worker {name}");
            gateway.WithReference(worker);
            compiler.WithCompileAgain(startsAfterwards: worker);
            workers.Add(new UnitWorker(unit, worker));
        }
    }

    var frontend = builder.AddProject<Projects.Frontend>("frontend")
        .WithReference(gateway)
        .WaitForStart(gateway)
        .WithHttpHealthCheck("/health")
        .WithExternalHttpEndpoints()
        .WithPort("Frontend:Port")
        .WithIconName("ImageSparkle")
        .Announce("Frontend")
        .AnnounceFailure();

    // aspire publish: the same fleet as a Helm chart.
    builder.PublishFleet(fleet, fleetPath, compiler, gateway, frontend, workers);
}
catch (Exception problems) when (problems is FleetException or DistributedApplicationException)
{
    await Console.Error.WriteLineAsync(problems.Message);
    return 1;
}

await builder.Build().RunAsync();
return 0;
