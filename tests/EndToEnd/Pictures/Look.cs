using Inference.Images;

namespace EndToEnd.Pictures;

/// <summary>Judges what a picture shows.</summary>
internal static class Look
{
    /// <summary>Red in the middle, blue all around: what <see cref="GatewayClient.CircleOnBlue"/> asks for.</summary>
    public static void AssertRedCircleOnBlue(RgbImage picture)
    {
        var middle = Mean(picture, picture.Width / 2 - 8, picture.Height / 2 - 8, 16, 16);
        Assert.True(middle.Red > 150 && middle.Red > 2 * middle.Green && middle.Red > 2 * middle.Blue, $"The middle is not red: {middle}");
        (int X, int Y)[] corners = [(0, 0), (picture.Width - 16, 0), (0, picture.Height - 16), (picture.Width - 16, picture.Height - 16)];
        foreach (var (x, y) in corners)
        {
            var corner = Mean(picture, x, y, 16, 16);
            Assert.True(corner.Blue > 150 && corner.Blue > 1.5 * corner.Green && corner.Blue > 2 * corner.Red, $"The rim at {x}, {y} is not blue: {corner}");
        }
    }

    /// <summary>Mean and largest difference of all channels of all pixels, of 255.</summary>
    public static (double Mean, int Largest) Difference(RgbImage one, RgbImage other)
    {
        Assert.Equal((one.Width, one.Height), (other.Width, other.Height));
        var sum = 0L;
        var largest = 0;
        for (var index = 0; index < one.Pixels.Length; index++)
        {
            var difference = Math.Abs(one.Pixels[index] - other.Pixels[index]);
            sum += difference;
            largest = Math.Max(largest, difference);
        }
        return ((double)sum / one.Pixels.Length, largest);
    }

    private static (double Red, double Green, double Blue) Mean(RgbImage picture, int left, int top, int width, int height)
    {
        Span<double> sums = stackalloc double[3];
        for (var y = top; y < top + height; y++)
        {
            for (var x = left; x < left + width; x++)
            {
                for (var channel = 0; channel < 3; channel++)
                    sums[channel] += picture.Pixels[(y * picture.Width + x) * 3 + channel];
            }
        }
        var pixels = (double)width * height;
        return (sums[0] / pixels, sums[1] / pixels, sums[2] / pixels);
    }
}
