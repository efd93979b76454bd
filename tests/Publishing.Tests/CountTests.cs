using Fleet;
using Publishing.Tests.Charts;

namespace Publishing.Tests;

/// <summary>Every unit and every accelerator has its objects, each once, under names that follow from the fleet.</summary>
public sealed class CountTests(PublishedCharts charts)
{
    public static TheoryData<string> Fleets => ["fleet.json", "fleets/sd21.json", "fleets/sdxl.json", "fleets/flux-shapes.json", "fleets/eks.json"];

    [Theory]
    [MemberData(nameof(Fleets))]
    public async Task Each_unit_has_one_of_everything(string file)
    {
        var rendering = await charts.RenderAsync(file);

        Assert.All(FleetDefinition.Load(file).Units.Select(unit => unit.Name), unit =>
        {
            Assert.Single(Of(rendering, unit, "Deployment"));
            Assert.Single(Of(rendering, unit, "Service"));
            Assert.Single(Of(rendering, unit, "ScaledObject"));
            Assert.Single(Of(rendering, unit, "PodDisruptionBudget"));
            Assert.Equal(unit, Assert.Single(Of(rendering, unit, "ServiceAccount")).Name);
        });
    }

    [Theory]
    [MemberData(nameof(Fleets))]
    public async Task Each_unit_has_a_compile_job_for_each_size(string file)
    {
        var rendering = await charts.RenderAsync(file);

        var jobs = rendering.CompileJobs.Select(job => job.Name).ToArray();
        foreach (var unit in FleetDefinition.Load(file).Units)
            Assert.All(unit.Sizes, size => Assert.Single(jobs, name => name.StartsWith($"{unit.Name}-compile-{size}-", StringComparison.Ordinal)));
        Assert.Equal(FleetDefinition.Load(file).Units.Sum(unit => unit.Sizes.Count), jobs.Length);
    }

    [Theory]
    [MemberData(nameof(Fleets))]
    public async Task Each_accelerator_has_a_node_pool_and_all_have_one_node_class(string file)
    {
        var rendering = await charts.RenderAsync(file);

        var pools = FleetDefinition.Load(file).Units.Select(unit => unit.NodePool).Distinct().Append("cpu").Order(StringComparer.Ordinal);
        Assert.Equal(pools, rendering.Of("NodePool").Select(pool => pool.Name).Order(StringComparer.Ordinal));
        Assert.Equal("inference", Assert.Single(rendering.Of("EC2NodeClass")).Name);
    }

    [Theory]
    [MemberData(nameof(Fleets))]
    public async Task The_store_has_a_volume_and_a_claim_for_readers_and_for_writers(string file)
    {
        var rendering = await charts.RenderAsync(file);

        string[] expected = ["model-store", "model-store-writer"];
        Assert.Equal(expected, rendering.Of("PersistentVolumeClaim").Select(claim => claim.Name[..claim.Name.LastIndexOf('-')]).Order(StringComparer.Ordinal));
        Assert.Equal(2, rendering.Of("PersistentVolume").Count());
    }

    [Fact]
    public async Task A_fleet_with_a_unit_for_each_shape_scales_each_by_itself()
    {
        var rendering = await charts.RenderAsync("fleets/flux-shapes.json");

        string[] shapes = ["flux-1024x576", "flux-256x144", "flux-512x512"];
        Assert.Equal(
            shapes.Select(name => $"{name}-deployment"),
            rendering.Of("ScaledObject").Select(scaled => scaled.Text("spec.scaleTargetRef.name")).Where(name => name!.StartsWith("flux-", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<Manifest> Of(Rendering rendering, string unit, string kind) =>
        rendering.Of(kind).Where(item => item.Map("metadata/labels").GetValueOrDefault("app.kubernetes.io/component") == unit
            && !item.Name.Contains("-compile", StringComparison.Ordinal));
}
