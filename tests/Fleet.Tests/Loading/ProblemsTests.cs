using System.Text.Json.Nodes;

namespace Fleet.Tests.Loading;

/// <summary>Loading fails with every problem listed, each with its JSON path.</summary>
public class ProblemsTests
{
    [Fact]
    public void Every_problem_is_listed_at_once()
    {
        var exception = Assert.Throws<FleetException>(() => TestFleets.Default(fleet =>
        {
            fleet["models"]!["flux"]!["sizes"] = new JsonArray("256x144", "big", "256x144");
            fleet["models"]!["flux"]!["steps"] = 0;
            fleet["units"]!["flux-trn1"]!["devices"] = 17;
            fleet["units"]!["flux-inf2"]!["accelerator"] = "inferentia3";
            fleet["units"]!["flux-g5"]!["model"] = "flax";
        }));

        string[] expected =
        [
            "$.models.flux.sizes[1]", "$.models.flux.sizes[2]", "$.models.flux.steps",
            "$.units.flux-trn1.devices", "$.units.flux-inf2.accelerator", "$.units.flux-g5.model",
        ];
        Assert.All(expected, path => Assert.Contains(exception.Problems, problem => problem.Path == path));
        Assert.All(exception.Problems, problem => Assert.Contains(problem.ToString(), exception.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("units/flux-trn1/devices", "17", "$.units.flux-trn1.devices", "from 1 to 16")]
    [InlineData("units/flux-trn1/devices", "\"eight\"", "$.units.flux-trn1.devices", "\"eight\"")]
    [InlineData("units/flux-g5/tensorParallel", "8", "$.units.flux-g5.tensorParallel", "from 1 to 4")]
    [InlineData("units/flux-g5/accelerator", "\"b200\"", "$.units.flux-g5.accelerator", "inferentia2, trainium")]
    [InlineData("units/flux-g5/instance", "\"g6.xlarge\"", "$.units.flux-g5.instance", "g5.12xlarge")]
    [InlineData("units/flux-g5/model", "\"sd\"", "$.units.flux-g5.model", "flux")]
    [InlineData("units/flux-g5/tensorparallel", "4", "$.units.flux-g5.tensorparallel", "tensorParallel")]
    [InlineData("units/flux-g5/sizes", "[\"64x64\"]", "$.units.flux-g5.sizes", "256x144, 512x512, 1024x576")]
    [InlineData("units/flux-g5/dtype", "\"fp8\"", "$.units.flux-g5.dtype", "float32 or bfloat16")]
    [InlineData("units/flux-g5/replicas", "{ \"min\": 9, \"max\": 8 }", "$.units.flux-g5.replicas", "min is 9")]
    [InlineData("units/flux-g5/capacity", "{}", "$.units.flux-g5.capacity", "at least one size")]
    [InlineData("units/flux-g5/capacity", "{ \"64x64\": { \"latencySeconds\": 1 } }", "$.units.flux-g5.capacity.64x64", "1024x576")]
    [InlineData("units/flux-g5/capacity", "{ \"256x144\": { \"latencySeconds\": -1 } }", "$.units.flux-g5.capacity.256x144.latencySeconds", "above 0")]
    [InlineData("units/flux-g5/instance", "\"g5.2xlarge\"", "$.units.flux-g5.usdPerHour", "no price")]
    [InlineData("units/gateway", "{ \"model\": \"flux\", \"accelerator\": \"l4\", \"instance\": \"g6.xlarge\", \"devices\": 1, \"capacity\": { \"256x144\": { \"latencySeconds\": 1 } } }", "$.units.gateway", "the application's gateway")]
    [InlineData("units/Flux_G5", "1", "$.units.Flux_G5", "lower-case")]
    [InlineData("models/flux/bytes", "90000000000000", "$.units.flux-g5.devices", "at least")]
    [InlineData("models/flux/path", "null", "$.models.flux.path", "text")]
    [InlineData("models/a b", "{}", "$.models['a b']", "no name for a model")]
    [InlineData("moddels", "{}", "$.moddels", "models, units")]
    [InlineData("units", "{}", "$.units", "at least one unit")]
    public void A_problem_says_where_it_is_and_what_is_allowed(string at, string json, string path, string said)
    {
        var exception = Assert.Throws<FleetException>(() => TestFleets.Default(fleet =>
        {
            var names = at.Split('/');
            JsonNode node = fleet;
            foreach (var name in names[..^1]) node = node[name]!;
            node[names[^1]] = JsonNode.Parse(json);
        }));

        Assert.Contains(exception.Problems, problem => problem.Path == path && problem.Message.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public void A_name_given_twice_is_a_problem() => Assert.Contains(
        Assert.Throws<FleetException>(() => TestFleets.Parse("""{ "models": {}, "models": {}, "units": {} }""")).Problems,
        problem => problem.Path == "$.models" && problem.Message.Contains("twice", StringComparison.Ordinal));

    [Fact]
    public void Workers_of_two_units_never_share_a_name()
    {
        var exception = Assert.Throws<FleetException>(() => TestFleets.Default(fleet =>
        {
            fleet["units"]!["flux-g5"]!["replicas"]!["local"] = 2;
            fleet["units"]!["flux-g5-2"] = fleet["units"]!["flux-trn1"]!.DeepClone();
        }));
        Assert.Contains("flux-g5-2", Assert.Single(exception.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_is_not_json_is_refused_with_its_place() =>
        Assert.Contains("line 2", Assert.Throws<FleetException>(() => TestFleets.Parse("{\n \"models\": }")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_not_there_says_what_to_set() =>
        Assert.Contains("Fleet:Path", Assert.Throws<FleetException>(() => FleetDefinition.Load("no/such/fleet.json")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_folder_is_no_fleet_file() =>
        Assert.Contains("is a folder. Set Fleet:Path", Assert.Throws<FleetException>(() => FleetDefinition.Load("tests")).Message, StringComparison.Ordinal);
}
