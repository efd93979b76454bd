using System.Runtime.Intrinsics;

namespace Emulator.Kernels.Simd;

/// <summary>Which vectors the micro-kernels use; the widest the processor has, unless a test asks for less.</summary>
internal static class SimdWidth
{
    private static int _lanes = Widest;

    public static int Widest => Vector512.IsHardwareAccelerated ? 16 : Vector256.IsHardwareAccelerated ? 8 : 4;

    /// <summary>Floats in a vector: 16, 8 or 4.</summary>
    public static int Lanes => _lanes;

    /// <summary>For tests of the fallbacks; not to be changed while a program runs.</summary>
    public static void Use(int lanes) => _lanes = Math.Min(lanes, Widest);
}
