namespace Fleet.Tests.Linting;

public sealed class LocalRunTests
{
    [Theory]
    [InlineData("fleets/eks.json", "$.models.flux.path", "copy it to a folder")]
    public void What_cannot_run_here_says_so_and_that_it_can_be_published(string file, string path, string said)
    {
        var fleet = TestFleets.Changed(file, "{}");

        var problems = Assert.Throws<FleetException>(() => LocalRun.Require(fleet, file)).Problems;
        var problem = Assert.Single(problems, problem => problem.Path == path);
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
        Assert.Contains("aspire publish", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fleet.json")]
    [InlineData("fleets/flux-shapes.json")]
    [InlineData("fleets/sd21.json")]
    [InlineData("fleets/sdxl.json")]
    public void A_fleet_of_local_models_runs(string file) => LocalRun.Require(TestFleets.Changed(file, "{}"), file);
}
