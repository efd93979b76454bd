using Inference.Pipelines;

namespace Inference.Tests.Pipelines;

public sealed class PlacementTests
{
    [Fact]
    public void Twelve_cores_are_laid_out_as_the_published_deployments_have_it()
    {
        var placement = Placement.For(12, 8);
        Assert.Equal([4, 5, 6, 7, 8, 9, 10, 11], placement.Transformer);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], placement.TextEncoder2);
        Assert.Equal([8], placement.TextEncoder);
        Assert.Equal([8], placement.Decoder);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 4)]
    [InlineData(16, 8)]
    public void Whatever_there_is_suffices(int cores, int degree)
    {
        var placement = Placement.For(cores, degree);
        Assert.Equal(degree, placement.Transformer.Count);
        Assert.All([.. placement.Transformer, .. placement.TextEncoder, .. placement.TextEncoder2, .. placement.Decoder], id => Assert.InRange(id, 0, cores - 1));
    }

    [Fact]
    public void A_degree_beyond_the_devices_is_refused() =>
        Assert.Contains("allowed are 1 to 4", Assert.Throws<ArgumentException>(() => Placement.For(4, 8)).Message);
}
