namespace Gateway.Routing;

/// <summary>
/// Smooth weighted round robin: over any run of requests each gets its weight's part, exact to one request, and the
/// heavy ones are spread between the light ones. Weights may change between any two requests. Not thread-safe.
/// </summary>
internal sealed class SmoothRoundRobin(int count)
{
    private readonly double[] _credit = new double[count];

    /// <summary>The next index; -1 when no weight is above zero. <paramref name="weights"/> are together 1 or all 0.</summary>
    public int Next(ReadOnlySpan<double> weights)
    {
        var best = -1;
        for (var index = 0; index < weights.Length; index++)
        {
            if (weights[index] <= 0) continue;
            _credit[index] += weights[index];
            if (best < 0 || _credit[index] > _credit[best]) best = index;
        }

        if (best >= 0) _credit[best] -= 1;
        return best;
    }

    /// <summary>
    /// To be called when weights have changed: who was away comes back with neither debt nor credit, so that no burst
    /// follows.
    /// </summary>
    public void Reweigh(ReadOnlySpan<double> weights)
    {
        double sum = 0;
        var present = 0;
        for (var index = 0; index < weights.Length; index++)
        {
            if (weights[index] <= 0)
            {
                _credit[index] = 0;
                continue;
            }

            sum += _credit[index];
            present++;
        }

        for (var index = 0; index < weights.Length; index++)
        {
            if (weights[index] > 0) _credit[index] -= sum / present;
        }
    }
}
