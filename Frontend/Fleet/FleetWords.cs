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

    public static string Usd(double price) => string.Create(CultureInfo.InvariantCulture, $"${price:0.00}");

    private static string Number(double? value, string format, string unit) =>
        value is { } number ? number.ToString(format, CultureInfo.InvariantCulture) + unit : Unknown;
}
