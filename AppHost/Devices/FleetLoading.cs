using Fleet;

namespace AppHost.Devices;

/// <summary>Reads the fleet, and checks it against what is on this machine.</summary>
internal static class FleetLoading
{
    /// <exception cref="FleetException">The fleet is wrong, or cannot run here: every problem.</exception>
    public static FleetDefinition LoadFleet(this IDistributedApplicationBuilder builder, string file)
    {
        // Models that a cluster keeps in its store need not be on the machine that publishes.
        if (!builder.ExecutionContext.IsRunMode)
            return FleetDefinition.Load(file, headsIn: CheckpointHeads.In);
        var fleet = FleetDefinition.Load(file, Directory.Exists, CheckpointHeads.In);
        LocalRun.Require(fleet, file);
        return fleet;
    }
}
