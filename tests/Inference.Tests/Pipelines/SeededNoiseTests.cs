using Inference.Pipelines;
using Inference.Schedulers;

namespace Inference.Tests.Pipelines;

public sealed class SeededNoiseTests
{
    [Fact]
    public void The_seed_alone_decides()
    {
        Assert.Equal(new SeededNoise(7).Take(101), new SeededNoise(7).Take(101));
        Assert.NotEqual(new SeededNoise(7).Take(4), new SeededNoise(8).Take(4));
        Assert.NotEqual(new SeededNoise(-1).Take(4), new SeededNoise(0).Take(4));
    }

    [Fact]
    public void It_is_normally_distributed()
    {
        var noise = new SeededNoise(1).Take(100_000);
        var mean = noise.Average(x => (double)x);
        Assert.InRange(mean, -0.02, 0.02);
        Assert.InRange(noise.Average(x => (double)x * x), 0.98, 1.02);
        Assert.InRange(noise.Average(x => (double)x * x * x * x), 2.9, 3.1);
        Assert.InRange(noise.Count(x => Math.Abs(x) > 1.96) / 100_000.0, 0.045, 0.055);
    }

    [Theory]
    [InlineData(10, 3, new[] { 2, 5, 7 })]
    [InlineData(4, 1, new[] { 2 })]
    [InlineData(2, 3, new[] { 1 })]
    [InlineData(1, 3, new int[0])]
    [InlineData(10, 0, new int[0])]
    public void Partial_pictures_are_spread_over_the_steps(int steps, int wanted, int[] after)
    {
        var request = new ImageRequest { Prompt = "", Width = 16, Height = 16, Steps = steps, PartialImages = wanted };
        var picture = new FluxPicture(request, 1, 1, new FlowMatchSchedule(new float[steps], new float[steps + 1]));
        Assert.Equal(after, Enumerable.Range(0, steps).Where(picture.ShowsPartialAfter).Select(step => step + 1));
    }
}
