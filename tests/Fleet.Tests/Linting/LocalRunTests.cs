namespace Fleet.Tests.Linting;

public sealed class LocalRunTests
{
    [Theory]
    [InlineData("fleets/eks.json", "$.models.flux.bytes", "33.7 GB")]
    public void What_cannot_run_here_says_so_and_that_it_can_be_published(string file, string path, string said)
    {
        var fleet = TestFleets.Changed(file, "{}");

        var problems = Assert.Throws<FleetException>(() => LocalRun.Require(fleet, file, memory: 16_000_000_000)).Problems;
        var problem = Assert.Single(problems, problem => problem.Path == path);
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
        Assert.Contains("aspire publish", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_of_the_Hub_runs_where_there_is_memory_for_it() =>
        LocalRun.Require(TestFleets.Changed("fleets/eks.json", "{}"), "fleets/eks.json", memory: 64_000_000_000);

    [Theory]
    [InlineData("fleet.json")]
    [InlineData("fleets/flux-shapes.json")]
    [InlineData("fleets/sd21.json")]
    [InlineData("fleets/sdxl.json")]
    public void A_fleet_of_local_models_runs(string file) => LocalRun.Require(TestFleets.Changed(file, "{}"), file);
}
