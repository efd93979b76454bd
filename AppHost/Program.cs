using AppHost.Announcements;
using AppHost.Commands;
using AppHost.Devices;
using Fleet;

var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = args, DashboardApplicationName = "Inference" });
try
{
    // Fleet:Path chooses another fleet, as an argument or as the environment's Fleet__Path.
    var fleetPath = FleetPaths.Fleet(builder.Configuration["Fleet:Path"]);
    var artifactsPath = FleetPaths.Artifacts(builder.Configuration["Artifacts:Path"]);
    // Models that a cluster keeps in its store need not be on the machine that publishes.
    var fleet = FleetDefinition.Load(fleetPath, builder.ExecutionContext.IsRunMode ? Directory.Exists : null);

    // Compiles every stage of every unit and size into the artifact store, and ends.
    var compiler = builder.AddProject<Projects.Compiler>("compiler", launchProfileName: null)
        .WithEnvironment("Fleet__Path", fleetPath)
        .WithEnvironment("Artifacts__Path", artifactsPath)
        .WithDevice()
        .WithIconName("BuildingFactory")
        .AnnounceProgress();

    var gateway = builder.AddProject<Projects.Gateway>("gateway")
        .WithEnvironment("Fleet__Path", fleetPath)
        .WithEnvironment("DOTNET_shutdownTimeoutSeconds", WorkerResource.ShutdownSeconds)
        .WithHttpHealthCheck("/readiness")
        .WithExternalHttpEndpoints()
        .WithIconName("BranchFork")
        .Announce("Inference gateway (OpenAI API)");

    // One worker for each unit and replica. They start on a full store: a worker compiles nothing.
    foreach (var unit in fleet.Units)
    {
        foreach (var name in WorkerNames.For(unit))
        {
            var worker = builder.AddWorker(unit, name)
                .WithEnvironment("Fleet__Path", fleetPath)
                .WithEnvironment("Artifacts__Path", artifactsPath)
                .WithEnvironment("Worker__Unit", unit.Name)
                .WithDevice()
                .WithHttpEndpoint()
                .WithHttpHealthCheck("/readiness")
                .WithIconName("DeveloperBoardLightning")
                .WaitForCompletion(compiler)
                .AnnounceReady($"Worker {name}");
            gateway.WithReference(worker);
            compiler.WithCompileAgain(startsAfterwards: worker);
        }
    }

    builder.AddProject<Projects.Frontend>("frontend")
        .WithReference(gateway)
        .WaitForStart(gateway)
        .WithHttpHealthCheck("/health")
        .WithExternalHttpEndpoints()
        .WithIconName("ImageSparkle")
        .Announce("Frontend");
}
catch (FleetException problems)
{
    await Console.Error.WriteLineAsync(problems.Message);
    return 1;
}

await builder.Build().RunAsync();
return 0;
