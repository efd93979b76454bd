using System.Text;
using System.Text.Json.Nodes;

namespace Fleet.Tests;

/// <summary>Fleets that tests read.</summary>
internal static class TestFleets
{
    /// <summary>Five units of Stable Diffusion 2.1 with their measured latencies and rates, and weights typed by hand.</summary>
    public const string Sd21 = """
        {
          "models": { "sd21": { "architecture": "stable-diffusion", "path": "models/sd21", "sizes": ["512x512"] } },
          "units": {
            "sd21-inf2": { "model": "sd21", "accelerator": "inferentia2", "instance": "inf2.xlarge", "devices": 1, "weight": 40,
              "capacity": { "512x512": { "latencySeconds": 0.67, "perMinute": 105 } } },
            "sd21-trn1": { "model": "sd21", "accelerator": "trainium", "instance": "trn1.2xlarge", "devices": 1, "weight": 20,
              "capacity": { "512x512": { "latencySeconds": 0.51, "perMinute": 130 } } },
            "sd21-a10g-triton": { "model": "sd21", "accelerator": "a10g", "instance": "g5.xlarge", "devices": 1, "weight": 15,
              "capacity": { "512x512": { "latencySeconds": 0.68, "perMinute": 90 } } },
            "sd21-l4-triton": { "model": "sd21", "accelerator": "l4", "instance": "g6.xlarge", "devices": 1, "weight": 10,
              "capacity": { "512x512": { "latencySeconds": 0.96, "perMinute": 61 } } },
            "sd21-a10g-cuda": { "model": "sd21", "accelerator": "a10g", "instance": "g5.xlarge", "devices": 1, "weight": 15,
              "capacity": { "512x512": { "latencySeconds": 0.92, "perMinute": 60 } } }
          }
        }
        """;

    public static FleetDefinition Parse(string json) => FleetDefinition.Parse(Encoding.UTF8.GetBytes(json), "test.json");

    /// <summary>The default fleet, changed.</summary>
    public static FleetDefinition Default(Action<JsonObject> change)
    {
        var json = JsonNode.Parse(File.ReadAllText(FleetPaths.Resolve(FleetDefinition.DefaultPath)))!.AsObject();
        change(json);
        return Parse(json.ToJsonString());
    }

    /// <summary>A fleet of the repository, changed at paths such as <c>units/flux-trn1/devices</c>; "-" takes something away.</summary>
    public static FleetDefinition Changed(string file, string changes)
    {
        var options = new System.Text.Json.JsonDocumentOptions { CommentHandling = System.Text.Json.JsonCommentHandling.Skip };
        var fleet = JsonNode.Parse(File.ReadAllText(FleetPaths.Resolve(file)), documentOptions: options)!.AsObject();
        foreach (var (at, value) in JsonNode.Parse(changes)!.AsObject())
        {
            var names = at.Split('/');
            var node = names[..^1].Aggregate((JsonNode)fleet, (parent, name) => parent[name]!).AsObject();
            if (value is JsonValue text && text.TryGetValue(out string? sign) && sign == "-")
                node.Remove(names[^1]);
            else
                node[names[^1]] = value?.DeepClone();
        }

        return Parse(fleet.ToJsonString());
    }
}
