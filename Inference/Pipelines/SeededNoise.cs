namespace Inference.Pipelines;

/// <summary>
/// Normally distributed numbers that depend on the seed alone: SplitMix64 (Steele, Lea and Flood 2014) for the bits,
/// Box and Muller's transform for the distribution. Made on the host, so that every device starts from the same noise.
/// </summary>
internal sealed class SeededNoise(long seed)
{
    private ulong _state = unchecked((ulong)seed);

    /// <summary>The next numbers: mean 0, variance 1.</summary>
    public float[] Take(int count)
    {
        var noise = new float[count];
        for (var i = 0; i < count; i += 2)
        {
            // 1 - u lies in (0, 1]: its logarithm is finite.
            var radius = Math.Sqrt(-2 * Math.Log(1 - Uniform()));
            var (sine, cosine) = Math.SinCos(2 * Math.PI * Uniform());
            noise[i] = (float)(radius * cosine);
            if (i + 1 < count)
                noise[i + 1] = (float)(radius * sine);
        }
        return noise;
    }

    private double Uniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    private ulong Next()
    {
        unchecked
        {
            var z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
            z = (z ^ z >> 27) * 0x94D049BB133111EB;
            return z ^ z >> 31;
        }
    }
}
