namespace Inference.Schedulers;

/// <summary>Noise levels even in their seventh root: many steps at low noise (Karras et al. 2022, equation 5).</summary>
internal static class KarrasSigmas
{
    private const double Rho = 7;

    /// <summary>So many levels from the highest to the lowest.</summary>
    public static double[] Between(double highest, double lowest, int steps)
    {
        var (from, to) = (Math.Pow(highest, 1 / Rho), Math.Pow(lowest, 1 / Rho));
        return [.. Enumerable.Range(0, steps).Select(i => Math.Pow(from + (steps == 1 ? 0 : i / (steps - 1.0)) * (to - from), Rho))];
    }
}
