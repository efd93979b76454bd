using System.Text.Json.Nodes;

namespace Fleet.Tests.Loading;

/// <summary>Each cause is one problem: what is wrong only because something else is, is not listed.</summary>
public class CausesTests
{
    private const string Inf2 = "$.units.flux-inf2";

    /// <summary>Changes of the default fleet ("-" takes a name away), and the paths of all its problems.</summary>
    public static TheoryData<string, string[]> Files => new()
    {
        { """{ "units/flux-inf2/accelerator": "inferentia3" }""", [Inf2 + ".accelerator"] },
        { """{ "units/flux-inf2/accelerator": 3 }""", [Inf2 + ".accelerator"] },
        { """{ "units/flux-inf2/instance": "inf2.25xlarge" }""", [Inf2 + ".instance"] },
        { """{ "units/flux-inf2/devices": 17 }""", [Inf2 + ".devices"] },
        { """{ "units/flux-inf2/devices": "-" }""", [Inf2 + ".devices"] },
        { """{ "units/flux-inf2/devices": 0, "models/flux/bytes": 34000000000 }""", [Inf2 + ".devices"] },
        { """{ "units/flux-inf2/device": 6, "units/flux-inf2/devices": "-" }""", [Inf2 + ".device"] },
        { """{ "units/flux-inf2/model": "flix" }""", [Inf2 + ".model"] },
        { """{ "units/flux-inf2/modell": "flux", "units/flux-inf2/model": "-" }""", [Inf2 + ".modell"] },
        { """{ "units/flux-inf2/sizes": ["64x64"] }""", [Inf2 + ".sizes"] },
        { """{ "units/flux-inf2/sizes": "256x144" }""", [Inf2 + ".sizes"] },
        { """{ "units/flux-inf2/usdPerHour": -1, "units/flux-inf2/instance": "inf2.8xlarge", "units/flux-inf2/devices": 1, "units/flux-inf2/tensorParallel": 2 }""", [Inf2 + ".usdPerHour"] },
        { """{ "units/flux-inf2/capacity": 5 }""", [Inf2 + ".capacity"] },
        { """{ "units/flux-inf2/capacity": { "256x144": { "latencySeconds": -1 } } }""", [Inf2 + ".capacity.256x144.latencySeconds"] },
        { """{ "units/flux-inf2/capacity": { "256x144": { "latency": 1 } } }""", [Inf2 + ".capacity.256x144.latency"] },
        { """{ "units/flux-inf2/capacity": { "256x144": { "time": 1 } } }""", [Inf2 + ".capacity.256x144.time", Inf2 + ".capacity.256x144.latencySeconds"] },
        { """{ "units/flux-inf2/capacity": { "256x144": 3 } }""", [Inf2 + ".capacity.256x144"] },
        { """{ "units/flux-inf2/capacity": { "256*144": { "latencySeconds": 1 } } }""", [Inf2 + ".capacity.256*144"] },
        { """{ "units/flux-inf2/capacity": { "text": { "latencySeconds": 1 } } }""", [Inf2 + ".capacity.text"] },
        { """{ "units/flux-inf2/replicas": { "min": -1, "max": 0 } }""", [Inf2 + ".replicas.min", Inf2 + ".replicas.max"] },
        { """{ "units/flux-inf2/replicas": { "min": 9, "max": 2000 } }""", [Inf2 + ".replicas.max"] },
        { """{ "units/flux-inf2": 1 }""", [Inf2] },
        { """{ "units": [] }""", ["$.units"] },
        { """{ "units": {} }""", ["$.units"] },
        { """{ "models": [] }""", ["$.models"] },
        { """{ "models": {} }""", ["$.models"] },
        { """{ "models": "-" }""", ["$.models"] },
        { """{ "models": "-", "model": {} }""", ["$.model"] },
        { """{ "models/flux": [] }""", ["$.models.flux"] },
        { """{ "models/flux/sizes": [] }""", ["$.models.flux.sizes"] },
        { """{ "models/flux/sizes": ["256*144"] }""", ["$.models.flux.sizes[0]"] },
        { """{ "models/flux/size": ["256x144"], "models/flux/sizes": "-" }""", ["$.models.flux.size"] },
        { """{ "models/flux/dtype": "bf16" }""", ["$.models.flux.dtype"] },
        { """{ "models/flux/path": "models/nowhere" }""", ["$.models.flux.path"] },
        { """{ "models/flux/path": "" }""", ["$.models.flux.path"] },
        { """{ "fleet": 1, "models/flux/color": "red" }""", ["$.models.flux.color", "$.fleet"] },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_cause_is_listed_once(string changes, string[] paths)
    {
        var exception = Assert.Throws<FleetException>(() => Load(changes));

        Assert.Equal(paths, exception.Problems.Select(problem => problem.Path));
    }

    [Theory]
    [InlineData("""{ "units/flux-inf2/accelerator": "inferentia3" }""", "did you mean inferentia2?")]
    [InlineData("""{ "units/flux-inf2/instance": "inf2.25xlarge" }""", "did you mean inf2.24xlarge?")]
    [InlineData("""{ "units/flux-inf2/model": "flix" }""", "did you mean flux?")]
    [InlineData("""{ "units/flux-inf2/tensorParalel": 8, "units/flux-inf2/tensorParallel": "-" }""", "did you mean tensorParallel?")]
    [InlineData("""{ "models/flux/dtype": "float23" }""", "did you mean float32?")]
    [InlineData("""{ "unit": {}, "units": "-" }""", "did you mean units?")]
    public void A_mistyped_name_is_told_its_neighbour(string changes, string said) => Assert.Contains(
        said, Assert.Single(Assert.Throws<FleetException>(() => Load(changes)).Problems).Message, StringComparison.Ordinal);

    [Fact]
    public void A_name_that_resembles_none_gets_no_neighbour() => Assert.DoesNotContain(
        "did you mean", Assert.Throws<FleetException>(() => Load("""{ "units/flux-inf2/accelerator": "abacus" }""")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_name_given_again_is_one_problem_at_any_depth()
    {
        var text = File.ReadAllText(FleetPaths.Resolve(FleetDefinition.DefaultPath))
            .Replace("\"steps\": 10,", "\"steps\": 10, \"steps\": 11, \"steps\": 12,", StringComparison.Ordinal);

        Assert.Equal("$.models.flux.steps", Assert.Single(Assert.Throws<FleetException>(() => TestFleets.Parse(text)).Problems).Path);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_said_with_its_full_path()
    {
        var problem = Assert.Single(Assert.Throws<FleetException>(() => Load("""{ "models/flux/path": "models/nowhere" }""")).Problems);

        Assert.Contains("'models/nowhere'", problem.Message, StringComparison.Ordinal);
        Assert.Contains(FleetPaths.Resolve("models/nowhere"), problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_elsewhere_is_not_looked_for() =>
        Assert.Equal("hf://owner/name@main", Load("""{ "models/flux/path": "hf://owner/name@main", "models/flux/bytes": 1000000000 }""").Models[0].Path);

    private static FleetDefinition Load(string changes)
    {
        var fleet = JsonNode.Parse(File.ReadAllText(FleetPaths.Resolve(FleetDefinition.DefaultPath)))!.AsObject();
        foreach (var (at, value) in JsonNode.Parse(changes)!.AsObject())
        {
            var names = at.Split('/');
            var node = names[..^1].Aggregate((JsonNode)fleet, (parent, name) => parent[name]!).AsObject();
            if (value is JsonValue text && text.TryGetValue(out string? sign) && sign == "-")
                node.Remove(names[^1]);
            else
                node[names[^1]] = value?.DeepClone();
        }

        return FleetDefinition.Parse(System.Text.Encoding.UTF8.GetBytes(fleet.ToJsonString()), folderExists: Directory.Exists);
    }
}
