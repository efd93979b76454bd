using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace AppHost.Tests.Commands;

/// <summary>The dashboard's commands on a unit reach gateway and worker.</summary>
public sealed class UnitCommandsTests
{
    [Fact]
    public async Task A_unit_is_drained_and_restored_through_the_gateway()
    {
        await using var stub = await StubService.StartAsync();
        await using var topology = await Topology.ReadAsync();

        var drained = await ExecuteAsync(topology, "flux-inf2", "drain", stub);
        var restored = await ExecuteAsync(topology, "flux-inf2", "restore", stub);

        Assert.True(drained.Success && restored.Success, drained.ErrorMessage + restored.ErrorMessage);
        Assert.Equal("""/fleet/units/flux-inf2 {"state":"drained"}""", stub.Calls.First());
        Assert.Equal("""/fleet/units/flux-inf2 {"state":"active"}""", stub.Calls.ElementAt(1));
        // Restoring ends the failures of all twelve cores too.
        Assert.Equal(Enumerable.Range(0, 12).Select(core => $$"""/devices/{{core}} {"fault":"none"}"""), stub.Calls.Skip(2));
    }

    [Theory]
    [InlineData("flux-inf2", new[] { 6, 7 })]
    [InlineData("flux-trn1", new[] { 8, 9 })]
    [InlineData("flux-g5", new[] { 2 })]
    public async Task A_device_fails_with_all_its_cores(string unit, int[] cores)
    {
        await using var stub = await StubService.StartAsync();
        await using var topology = await Topology.ReadAsync();

        var failed = await ExecuteAsync(topology, unit, "fail-device", stub);

        Assert.True(failed.Success, failed.ErrorMessage);
        Assert.Equal(cores.Select(core => $$"""/devices/{{core}} {"fault":"fail"}"""), stub.Calls);
    }

    [Fact]
    public async Task A_refusal_is_told_in_the_services_words()
    {
        await using var stub = await StubService.StartAsync();
        await using var topology = await Topology.ReadAsync();
        stub.Status = StatusCodes.Status501NotImplemented;

        var failed = await ExecuteAsync(topology, "flux-g5", "fail-device", stub);

        Assert.False(failed.Success);
        Assert.Equal("flux-g5 answered 501: This plugin has no faults.", failed.ErrorMessage);
    }

    [Fact]
    public async Task A_unit_offers_recompile_drain_fail_device_and_restore()
    {
        await using var topology = await Topology.ReadAsync();

        var names = topology.Project("flux-g5").Annotations.OfType<ResourceCommandAnnotation>().Select(command => command.Name).ToArray();
        Assert.All(["recompile", "drain", "fail-device", "restore"], name => Assert.Contains(name, names));
    }

    private static async Task<ExecuteCommandResult> ExecuteAsync(Topology topology, string worker, string command, StubService stub)
    {
        foreach (var name in new[] { worker, "gateway" })
        {
            foreach (var endpoint in topology.Project(name).Annotations.OfType<EndpointAnnotation>())
                endpoint.AllocatedEndpoint ??= new AllocatedEndpoint(endpoint, "127.0.0.1", stub.Port);
        }

        var annotation = topology.Project(worker).Annotations.OfType<ResourceCommandAnnotation>().Single(offered => offered.Name == command);
        return await annotation.ExecuteCommand(new ExecuteCommandContext
        {
            ServiceProvider = topology.Services,
            ResourceName = worker,
            CancellationToken = TestContext.Current.CancellationToken,
            Logger = NullLogger.Instance,
        });
    }
}
