using System.Globalization;

namespace Fleet;

/// <summary>A price in US dollars an hour.</summary>
/// <param name="Dollars">Dollars an hour, not negative.</param>
public readonly record struct UsdPerHour(double Dollars) : IComparable<UsdPerHour>
{
    /// <summary>The price of <paramref name="share"/> of what costs <paramref name="price"/>.</summary>
    public static UsdPerHour operator *(UsdPerHour price, double share) => new(price.Dollars * share);

    /// <summary>Both prices together.</summary>
    public static UsdPerHour operator +(UsdPerHour left, UsdPerHour right) => new(left.Dollars + right.Dollars);

    /// <summary>Dollars for a thousand requests when <paramref name="rate"/> of them are served all the time.</summary>
    public double PerThousand(PerMinute rate) => Dollars / (rate.Value * 60) * 1000;

    /// <inheritdoc />
    public int CompareTo(UsdPerHour other) => Dollars.CompareTo(other.Dollars);

    /// <summary>As <c>$10.75/h</c>, in the invariant culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"${Dollars:0.00##}/h");
}
