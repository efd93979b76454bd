namespace Fleet.Tests;

public class NamesAndPathsTests
{
    [Fact]
    public void Workers_are_named_after_their_unit()
    {
        var unit = TestFleets.Default(fleet => fleet["units"]!["flux-trn1"]!["replicas"]!["local"] = 3).Unit("flux-trn1")!;
        Assert.Equal(["flux-trn1", "flux-trn1-2", "flux-trn1-3"], WorkerNames.For(unit));
        Assert.Equal(["flux-trn1"], WorkerNames.For(unit, 1));
    }

    [Theory]
    [InlineData("models/tiny-flux", "/app/models/tiny-flux")]
    [InlineData("../shared", "/shared")]
    [InlineData("/store/artifacts", "/store/artifacts")]
    [InlineData("hf://black-forest-labs/FLUX.1-dev@main", "hf://black-forest-labs/FLUX.1-dev@main")]
    [InlineData("s3://bucket/prefix", "s3://bucket/prefix")]
    public void Relative_paths_start_at_the_root(string path, string expected) => Assert.Equal(expected, FleetPaths.Resolve(path, "/app"));

    [Theory]
    [InlineData(null, "fleet.json")]
    [InlineData("", "fleet.json")]
    [InlineData("other.json", "other.json")]
    public void The_fleet_lies_beside_the_solution_unless_said_otherwise(string? configured, string file) =>
        Assert.Equal(Path.Combine(FleetPaths.Root, file), FleetPaths.Fleet(configured));

    [Theory]
    [InlineData(null, ".artifacts")]
    [InlineData("", ".artifacts")]
    [InlineData("elsewhere", "elsewhere")]
    public void Artifacts_lie_in_a_folder_of_the_solution_unless_said_otherwise(string? configured, string folder) =>
        Assert.Equal(Path.Combine(FleetPaths.Root, folder), FleetPaths.Artifacts(configured));

    [Fact]
    public void An_address_of_artifacts_is_left_for_the_store_to_refuse() => Assert.Equal("gs://bucket/a", FleetPaths.Artifacts("gs://bucket/a"));

    [Fact]
    public void The_root_is_the_folder_of_the_solution() => Assert.True(File.Exists(Path.Combine(FleetPaths.Root, "Aspire.sln")));

    [Fact]
    public void Outside_a_solution_there_is_no_root_above() => Assert.Null(FleetPaths.RootAbove(Path.GetTempPath()));
}
