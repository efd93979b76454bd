namespace Fleet.Tests.Loading;

/// <summary>A model may be made from a configuration and a seed instead of being there.</summary>
public sealed class RandomWeightsTests
{
    private static string Fleet(string model) => $$"""
        { "models": { "m": { "sizes": ["64x64"], {{model}} } },
          "units": { "u": { "model": "m", "accelerator": "a10g", "instance": "g5.xlarge", "devices": 1, "capacity": { "64x64": { "latencySeconds": 1, "perMinute": 60 } } } } }
        """;

    [Fact]
    public void Its_folder_need_not_be_there()
    {
        var json = Fleet(""" "architecture": "stable-diffusion", "path": "made", "random": { "configuration": "models/random-sd21", "seed": 5 } """);
        var model = FleetDefinition.Parse(System.Text.Encoding.UTF8.GetBytes(json), folderExists: _ => false).Model("m")!;

        Assert.Equal(new RandomWeights("models/random-sd21", 5), model.Random);
        Assert.Equal("random", model.Weights);
    }

    [Theory]
    [InlineData(""" "architecture": "stable-diffusion", "path": "hf://a/b@main", "bytes": 1, "random": { "configuration": "c" } """, "$.models.m.path", "published")]
    [InlineData(""" "architecture": "flux", "path": "made", "random": { "configuration": "c" } """, "$.models.m.random", "'flux'")]
    [InlineData(""" "architecture": "stable-diffusion", "path": "made", "random": { "seed": 1 } """, "$.models.m.random.configuration", "missing")]
    public void What_cannot_be_made_is_refused(string model, string path, string said)
    {
        var problem = Assert.Single(Assert.Throws<FleetException>(() => TestFleets.Parse(Fleet(model))).Problems);
        Assert.Equal(path, problem.Path);
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
    }
}
