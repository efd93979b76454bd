using System.Globalization;

namespace Fleet;

/// <summary>A unit's part of the requests for one model and size: a fraction, 0 to 1.</summary>
/// <param name="Fraction">0 gets nothing, 1 gets everything. Never rounded.</param>
public readonly record struct Weight(double Fraction) : IComparable<Weight>
{
    /// <summary>Gets nothing.</summary>
    public static Weight Zero => default;

    /// <summary>The fraction in hundredths.</summary>
    public double Percent => Fraction * 100;

    /// <summary>A weight as people type it, in hundredths.</summary>
    public static Weight FromPercent(double percent) => new(percent / 100);

    /// <inheritdoc />
    public int CompareTo(Weight other) => Fraction.CompareTo(other.Fraction);

    /// <summary>As <c>30.77 %</c>, in the invariant culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Percent:0.00} %");
}
