using System.Text.Json;
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
            return FleetDefinition.Load(file, headsIn: Heads);
        var fleet = FleetDefinition.Load(file, Directory.Exists, Heads);
        LocalRun.Require(fleet, file);
        return fleet;
    }

    /// <summary>The attention heads of a diffusion transformer, as its checkpoint's folder says.</summary>
    private static int? Heads(string folder)
    {
        try
        {
            using var config = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "transformer", "config.json")));
            return config.RootElement.TryGetProperty("num_attention_heads", out var heads) ? heads.GetInt32() : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or FormatException)
        {
            // Whoever loads the checkpoint says what is wrong with it.
            return null;
        }
    }
}
