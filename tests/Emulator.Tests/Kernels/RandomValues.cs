namespace Emulator.Tests.Kernels;

/// <summary>The same numbers every time.</summary>
internal static class RandomValues
{
    public static float[] Floats(int count, int seed)
    {
        var random = new Random(seed);
        var values = new float[count];
        for (var i = 0; i < count; i++)
            values[i] = (random.NextSingle() - 0.5f) * 4;
        return values;
    }
}
