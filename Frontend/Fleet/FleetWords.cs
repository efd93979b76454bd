using System.Globalization;

namespace Frontend.Fleet;

/// <summary>How figures of the fleet are written.</summary>
internal static class FleetWords
{
    /// <summary>Stands where the gateway gives no figure.</summary>
    public const string Unknown = "–";

    public static string Percent(double? share) => Number(share * 100, "0.0", " %");

    public static string Seconds(double? seconds) => Number(seconds, "0.00", " s");

    public static string PerMinute(double? rate) => Number(rate, "0.#", "");

    public static string Usd(double? price) => price is { } usd ? string.Create(CultureInfo.InvariantCulture, $"${usd:0.00}") : Unknown;

    private static string Number(double? value, string format, string unit) =>
        value is { } number ? number.ToString(format, CultureInfo.InvariantCulture) + unit : Unknown;
}
