namespace Fleet.Tests;

/// <summary>The fleet at the root of the repository.</summary>
public class DefaultFleetTests
{
    private static readonly FleetDefinition Fleet = FleetDefinition.Load();

    [Fact]
    public void It_serves_flux_on_three_accelerators()
    {
        var model = Assert.Single(Fleet.Models);
        Assert.Equal(("flux", "flux", "models/tiny-flux"), (model.Name, model.Architecture, model.Path));
        Assert.Equal(["256x144", "512x512", "1024x576"], model.Sizes.Select(size => size.ToString()));
        Assert.Equal((10, 3.5, 32, ModelDtype.Float32, "flux"), (model.Steps, model.Guidance, model.TextLength, model.Dtype, model.ReportName));
        Assert.Equal(["flux-trn1", "flux-inf2", "flux-g5"], Fleet.Units.Select(unit => unit.Name));
        Assert.True(Directory.Exists(FleetPaths.Resolve(model.Path)));
    }

    [Theory]
    [InlineData("flux-trn1", "trn1", 16, 8, 10.75, "amd-neuron-trn1", "aws.amazon.com/neuron")]
    [InlineData("flux-inf2", "inf2", 12, 8, 6.4906, "amd-neuron-inf2", "aws.amazon.com/neuron")]
    [InlineData("flux-g5", "a10g", 4, 4, 5.672, "amd-nvidia-a10g", "nvidia.com/gpu")]
    public void Units_are_completed_from_the_catalogue(string name, string kind, int cores, int tensorParallel, double price, string pool, string resource)
    {
        var unit = Fleet.Unit(name)!;
        Assert.Equal((kind, cores, tensorParallel), (unit.Accelerator.DeviceKind, unit.Cores, unit.TensorParallel));
        Assert.Equal(price, unit.PricePerHour.Dollars, 10);
        Assert.Equal((pool, resource), (unit.NodePool, unit.Accelerator.KubernetesResource));
        Assert.Equal(new Replicas(1, 2, 8), unit.Replicas);
    }

    [Theory]
    [InlineData("flux-trn1", "1.62")]
    [InlineData("flux-inf2", "5.52")]
    public void A_size_without_figures_lies_on_the_line_between_and_is_assumed(string name, string seconds)
    {
        var figure = Fleet.Unit(name)!.CapacityAt(new ImageSize(512, 512))!.Value;
        Assert.Equal(seconds, figure.Latency.TotalSeconds.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(60 / figure.Latency.TotalSeconds, figure.Rate.Value, 3);
        Assert.True(figure.Assumed);
    }

    [Fact]
    public void Figures_say_whether_they_are_assumed()
    {
        var small = new ImageSize(256, 144);
        Assert.False(Fleet.Unit("flux-trn1")!.CapacityAt(small)!.Value.Assumed);
        Assert.True(Fleet.Unit("flux-g5")!.CapacityAt(small)!.Value.Assumed);
        Assert.Equal(new PerMinute(19.5), Fleet.Unit("flux-inf2")!.CapacityAt(small)!.Value.Rate);
    }

    [Fact]
    public void Cost_of_a_thousand_pictures_follows_from_price_and_rate() =>
        Assert.Equal(10.75 / (102 * 60) * 1000, Fleet.Unit("flux-trn1")!.CostPerThousand(new ImageSize(256, 144))!.Value, 10);
}
