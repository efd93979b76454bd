using Inference.Images;

namespace Inference.Tests.Images;

public sealed class CanvasTests
{
    private static readonly RgbImage Picture = new(2, 1, [10, 20, 30, 40, 50, 60]);

    [Fact]
    public void The_new_area_is_masked_and_repeats_the_rim()
    {
        var (image, mask) = Canvas.Extend(Picture, 4, 2, left: 1, top: 1);
        Assert.Equal((4, 2), (image.Width, image.Height));
        Assert.Equal([true, true, true, true, true, false, false, true], mask.Painted);
        Assert.Equal([10, 10, 40, 40, 10, 10, 40, 40], Enumerable.Range(0, 8).Select(i => image.Pixels[3 * i]));
    }

    [Theory]
    [InlineData(1, 1, 0, 0)]
    [InlineData(4, 4, 3, 0)]
    [InlineData(4, 4, 0, -1)]
    public void A_picture_that_does_not_lie_on_the_canvas_is_refused(int width, int height, int left, int top) =>
        Assert.Contains("does not lie on", Assert.Throws<ArgumentException>(() => Canvas.Extend(Picture, width, height, left, top)).Message);

    [Fact]
    public void A_mask_of_another_size_is_refused() =>
        Assert.Contains("has 6 places, not 5", Assert.Throws<ArgumentException>(() => new ImageMask(2, 3, new bool[5])).Message);
}
