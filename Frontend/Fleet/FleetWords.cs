using System.Globalization;

namespace Frontend.Fleet;

/// <summary>How figures of the fleet are written.</summary>
internal static class FleetWords
{
    /// <summary>Stands where the gateway gives no figure.</summary>
    public const string Unknown = "–";

    public static string Percent(double? share) => Number(share * 100, "0.0", " %");

    /// <summary>Without decimals, for what changes all the time.</summary>
    public static string Whole(double share) => Number(share * 100, "0", " %");

    /// <summary>A share as the width of a bar.</summary>
    public static string Width(double? share) => Number(Math.Clamp(share ?? 0, 0, 1) * 100, "0.#", "%");

    public static string Seconds(double? seconds) => Number(seconds, "0.00", " s");

    public static string PerMinute(double? rate) => Number(rate, "0.#", "");

    public static string Usd(double price) => string.Create(CultureInfo.InvariantCulture, $"${price:0.00}");

    public static string Usd(double? price) => price is { } known ? Usd(known) : Unknown;

    public static string Replicas(double load) => Number(load, "0.0#", "");

    /// <summary>How long ago something happened.</summary>
    public static string Ago(TimeSpan age) => age switch
    {
        { TotalSeconds: < 2 } => "now",
        { TotalMinutes: < 1 } => $"{(int)age.TotalSeconds} s ago",
        { TotalHours: < 1 } => $"{(int)age.TotalMinutes} min ago",
        { TotalDays: < 1 } => $"{(int)age.TotalHours} h ago",
        _ => $"{(int)age.TotalDays} d ago",
    };

    /// <summary>A time to come, in minutes and seconds.</summary>
    public static string Countdown(double seconds) => Math.Max(0, Math.Ceiling(seconds)) is var whole && whole >= 60
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(whole / 60)}:{whole % 60:00} min")
        : string.Create(CultureInfo.InvariantCulture, $"{whole} s");

    /// <summary>What a mode does with requests.</summary>
    public static string Explain(string mode) => mode switch
    {
        "cost" => "By throughput, price and latency",
        "cheapest" => "The cheapest first, then the next",
        "static" => "As typed into the fleet file",
        "capacity" => "Equal parts, as during a shortage",
        _ => "",
    };

    private static string Number(double? value, string format, string unit) =>
        value is { } number ? number.ToString(format, CultureInfo.InvariantCulture) + unit : Unknown;
}
