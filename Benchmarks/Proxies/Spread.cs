using System.Globalization;

namespace Benchmarks.Proxies;

/// <summary>What rounds gave: the median, and the quartiles around it, for on a machine with other work single rounds say little.</summary>
internal readonly record struct Spread(double Lower, double Median, double Upper)
{
    public static Spread Of(IEnumerable<double> rounds)
    {
        double[] all = [.. rounds.Order()];
        return new(all[all.Length / 4], all[all.Length / 2], all[all.Length * 3 / 4]);
    }

    /// <summary>Round by round: what else the machine does meets both of a pair alike.</summary>
    public static Spread OfPairs(IEnumerable<double> ones, IEnumerable<double> others, Func<double, double, double> compare) => Of(ones.Zip(others, compare));

    public string Text(string format) => $"{Text(Median, format)} ({Text(Lower, format)} to {Text(Upper, format)})";

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
