using System.Text;
using Fleet;

namespace Gateway.Tests.Hosting;

/// <summary>Fleets that gateways of tests route for.</summary>
internal static class TestFleets
{
    /// <summary>Three units of one model, of which cost weights are 60, 30 and 10 in a hundred; a text model with one.</summary>
    public static FleetDefinition Three { get; } = FleetDefinition.Parse(Encoding.UTF8.GetBytes("""
        {
          "models": {
            "flux": { "architecture": "flux", "path": "models/tiny-flux", "sizes": ["256x144", "512x512"] },
            "llama": { "architecture": "llama", "path": "models/tiny-llama" }
          },
          "units": {
            "large": { "model": "flux", "accelerator": "l4", "instance": "g6.xlarge", "devices": 1, "usdPerHour": 1, "weight": 20,
              "capacity": { "256x144": { "latencySeconds": 1, "perMinute": 60 }, "512x512": { "latencySeconds": 2, "perMinute": 30 } } },
            "middle": { "model": "flux", "accelerator": "l4", "instance": "g6.xlarge", "devices": 1, "usdPerHour": 1, "weight": 30,
              "capacity": { "256x144": { "latencySeconds": 1, "perMinute": 30 } } },
            "small": { "model": "flux", "accelerator": "l4", "instance": "g6.xlarge", "devices": 1, "usdPerHour": 1, "weight": 50, "sizes": ["256x144"],
              "capacity": { "256x144": { "latencySeconds": 1, "perMinute": 10, "assumed": true } } },
            "text": { "model": "llama", "accelerator": "l4", "instance": "g6.xlarge", "devices": 1,
              "capacity": { "text": { "latencySeconds": 1, "perMinute": 10 } } }
          }
        }
        """));

    /// <summary>Two units of one model that may go to no replica; the first is worth three times as much.</summary>
    public static FleetDefinition Sleeping { get; } = FleetDefinition.Parse(Encoding.UTF8.GetBytes("""
        {
          "models": { "flux": { "architecture": "flux", "path": "models/tiny-flux", "sizes": ["256x144"] } },
          "units": {
            "large": { "model": "flux", "accelerator": "l4", "instance": "g6.xlarge", "devices": 1, "usdPerHour": 1, "replicas": { "min": 0, "max": 2 },
              "capacity": { "256x144": { "latencySeconds": 1, "perMinute": 60 } } },
            "small": { "model": "flux", "accelerator": "l4", "instance": "g6.xlarge", "devices": 1, "usdPerHour": 1, "replicas": { "min": 0, "max": 2 },
              "capacity": { "256x144": { "latencySeconds": 1, "perMinute": 20 } } }
          }
        }
        """));

    public static readonly string[] Images = ["large", "middle", "small"];

    /// <summary>One worker for each of the units.</summary>
    public static async Task<Dictionary<string, StubWorker[]>> WorkersAsync(params IEnumerable<string> units)
    {
        var workers = new Dictionary<string, StubWorker[]>();
        foreach (var unit in units)
        {
            workers[unit] = [await StubWorker.StartAsync()];
        }

        return workers;
    }
}
