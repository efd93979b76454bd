using Emulator.Ir;

namespace Emulator.Verification;

/// <summary>Sizes of windows that move over a padded, dilated dimension.</summary>
internal static class Windows
{
    public static void RequirePositive(Operation op, string attribute, long[] values)
    {
        foreach (var value in values)
        {
            if (value < 1)
                throw op.Error($"{attribute} must be positive, {value} given");
        }
    }

    /// <summary>How many places a window has.</summary>
    public static long Count(long size, long baseDilation, (long Low, long High) padding, long window, long windowDilation, long stride)
    {
        var padded = padding.Low + padding.High + Dilated(size, baseDilation);
        var dilated = Dilated(window, windowDilation);
        return padded < dilated || padded <= 0 ? 0 : (padded - dilated) / stride + 1;
    }

    private static long Dilated(long size, long dilation) => size == 0 ? 0 : (size - 1) * dilation + 1;
}
