using Gateway.Routing;
using Gateway.Units;

namespace Gateway.Planning;

/// <summary>Routes that the same units serve, and so one demand on them: a model, or a size that has units of its own.</summary>
internal sealed class DemandGroup(IReadOnlyList<ModelRoute> routes)
{
    public LiveUnit[] Units => routes[0].Units;

    /// <summary>Requests a minute now.</summary>
    public double Level => routes.Sum(route => route.Demand.Level());

    /// <summary>Requests that wait behind others, at workers.</summary>
    public int Waiting => Units.Sum(unit => unit.Workers.Sum(worker => Math.Max(0, worker.Load - unit.InWork(routes[0].Size)))) + routes.Sum(route => route.Held + route.HeldElsewhere);

    public static DemandGroup[] Of(RouteSet routes) =>
        [.. routes.All.Where(route => route.Units.Length > 0)
            .GroupBy(route => string.Join(',', route.Units.Select(unit => unit.Name)))
            .Select(group => new DemandGroup([.. group]))];

    /// <summary>Requests a minute to be expected within the time ahead.</summary>
    public double Within(TimeSpan ahead) => routes.Sum(route => route.Demand.Within(ahead));

    /// <summary>What a replica holds of the sizes as they are asked for, and the latency of the slowest of them.</summary>
    public (double PerMinute, TimeSpan Latency) Mixed(LiveUnit unit, MeasuredFigures figures)
    {
        var parts = Parts();
        double minutes = 0;
        var latency = TimeSpan.Zero;
        foreach (var (route, part) in routes.Zip(parts))
        {
            if (part <= 0 || figures.Of(unit, route.Size) is not { } figure) continue;
            minutes += part / figure.Rate.Value;
            if (figure.Latency > latency) latency = figure.Latency;
        }

        return (minutes > 0 ? 1 / minutes : 0, latency);
    }

    /// <summary>Each unit's part of all requests, as a policy weighs the sizes.</summary>
    public double[] Shares(IWeightPolicy policy, IReadOnlyList<double> availability)
    {
        var shares = new double[Units.Length];
        foreach (var (route, part) in routes.Zip(Parts()))
        {
            var weights = policy.Weigh(Units, route.Size, availability);
            for (var index = 0; index < shares.Length; index++) shares[index] += part * weights[index].Fraction;
        }

        return shares;
    }

    private double[] Parts()
    {
        double[] levels = [.. routes.Select(route => route.Demand.Level())];
        var sum = levels.Sum();
        return sum > 0 ? [.. levels.Select(level => level / sum)] : [.. levels.Select(_ => 1.0 / levels.Length)];
    }
}
