using System.Globalization;
using Fleet;
using ModelWorker;

namespace AppHost.Tests;

public sealed class TopologyTests
{
    [Fact]
    public async Task The_default_fleet_is_a_job_three_workers_a_gateway_and_a_frontend()
    {
        await using var topology = await Topology.ReadAsync();

        Assert.Equal(["compiler", "flux-g5", "flux-inf2", "flux-trn1", "frontend", "gateway"], topology.Names.Order(StringComparer.Ordinal));
        Assert.Equal("ModelWorker.Neuron", topology.ProjectFile("flux-trn1"));
        Assert.Equal("ModelWorker.Neuron", topology.ProjectFile("flux-inf2"));
        Assert.Equal("ModelWorker.Cuda", topology.ProjectFile("flux-g5"));
    }

    [Fact]
    public async Task Workers_start_when_the_compile_job_has_finished()
    {
        await using var topology = await Topology.ReadAsync();

        Assert.All(["flux-trn1", "flux-inf2", "flux-g5"], worker =>
            Assert.Equal([("compiler", WaitType.WaitForCompletion)], topology.WaitsOf(worker)));
    }

    [Fact]
    public async Task The_gateway_finds_every_worker_and_the_frontend_the_gateway()
    {
        await using var topology = await Topology.ReadAsync();

        var gateway = await topology.EnvironmentAsync("gateway");
        Assert.All(["flux-trn1", "flux-inf2", "flux-g5"], worker => Assert.Contains($"services__{worker}__http__0", gateway));
        var frontend = await topology.EnvironmentAsync("frontend");
        Assert.Equal("http://127.0.0.1:5000", frontend["services__gateway__http__0"]);
    }

    [Fact]
    public async Task The_gateway_outlives_the_pictures_that_its_workers_still_draw()
    {
        await using var topology = await Topology.ReadAsync();

        var seconds = (await topology.EnvironmentAsync("gateway"))["DOTNET_shutdownTimeoutSeconds"];
        Assert.Equal(new WorkerOptions().ShutdownTimeout, TimeSpan.FromSeconds(int.Parse(seconds!, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Gateway_and_frontend_are_at_their_known_addresses()
    {
        await using var topology = await Topology.ReadAsync();

        Assert.Equal(5000, topology.Project("gateway").GetEndpoint("http").EndpointAnnotation.Port);
        Assert.Equal(5050, topology.Project("frontend").GetEndpoint("http").EndpointAnnotation.Port);
    }

    [Fact]
    public async Task Their_ports_are_chosen_by_settings()
    {
        await using var topology = await Topology.ReadAsync("--Gateway:Port=5001", "--Frontend:Port=5051");

        Assert.Equal(5051, topology.Project("frontend").GetEndpoint("http").EndpointAnnotation.Port);
        Assert.Equal("http://127.0.0.1:5001", (await topology.EnvironmentAsync("frontend"))["services__gateway__http__0"]);
        Assert.Equal("http://127.0.0.1:5001", (await topology.EnvironmentAsync("gateway"))["ASPNETCORE_URLS"]);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("70000")]
    [InlineData("five")]
    public async Task What_is_no_port_ends_the_program(string port) =>
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>([$"--Gateway:Port={port}"], TestContext.Current.CancellationToken));

    [Fact]
    public async Task Workers_and_compiler_compute_on_the_emulated_device()
    {
        await using var topology = await Topology.ReadAsync();

        foreach (var name in new[] { "compiler", "flux-trn1" })
        {
            var environment = await topology.EnvironmentAsync(name);
            Assert.Equal("true", environment["Device__Emulated"]);
            Assert.DoesNotContain("Device__Plugin", environment);
        }

        Assert.Equal("flux-trn1", (await topology.EnvironmentAsync("flux-trn1"))["Worker__Unit"]);
    }

    [Fact]
    public async Task A_plugin_takes_the_emulated_devices_place()
    {
        await using var topology = await Topology.ReadAsync("--Device:Plugin=/opt/plugin.so");

        foreach (var name in new[] { "compiler", "flux-g5" })
        {
            var environment = await topology.EnvironmentAsync(name);
            Assert.Equal("/opt/plugin.so", environment["Device__Plugin"]);
            Assert.DoesNotContain("Device__Emulated", environment);
        }
    }

    [Fact]
    public async Task Another_fleet_and_store_are_chosen_by_argument_and_each_replica_is_a_resource()
    {
        var fleet = Path.GetTempFileName();
        var json = await File.ReadAllTextAsync(FleetPaths.Resolve(FleetDefinition.DefaultPath), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(fleet, json.Replace("\"local\": 1", "\"local\": 2", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        await using var topology = await Topology.ReadAsync($"--Fleet:Path={fleet}", "--Artifacts:Path=/tmp/elsewhere");

        Assert.Contains("flux-trn1-2", topology.Names);
        var second = await topology.EnvironmentAsync("flux-trn1-2");
        Assert.Equal("flux-trn1", second["Worker__Unit"]);
        Assert.Equal(fleet, second["Fleet__Path"]);
        Assert.Equal("/tmp/elsewhere", second["Artifacts__Path"]);
        Assert.Contains("services__flux-trn1-2__http__0", await topology.EnvironmentAsync("gateway"));
        File.Delete(fleet);
    }

    [Fact]
    public async Task A_fleet_that_cannot_be_read_ends_the_program()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(["--Fleet:Path=nowhere.json"], TestContext.Current.CancellationToken));

        Assert.Contains("ended with 1", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_compile_job_can_be_run_again_and_a_unit_restarted()
    {
        await using var topology = await Topology.ReadAsync();

        Assert.Contains(topology.Project("compiler").Annotations.OfType<ResourceCommandAnnotation>(), command => command.Name == "compile-again");
        Assert.Contains(topology.Project("flux-g5").Annotations.OfType<ResourceCommandAnnotation>(), command => command.Name == "restart");
    }

    [Fact]
    public void The_program_reads_as_the_topology_on_one_screen() =>
        Assert.InRange(File.ReadAllLines(FleetPaths.Resolve("AppHost/Program.cs")).Length, 20, 120);
}
