namespace Gateway.Costs;

/// <summary>Dollars that were paid, and pictures or texts that were given for them.</summary>
internal readonly record struct UnitCost(double Dollars, long Answers)
{
    public static UnitCost operator +(UnitCost one, UnitCost other) => new(one.Dollars + other.Dollars, one.Answers + other.Answers);

    /// <summary>Idle time included; null while nothing was answered.</summary>
    public double? PerThousand => Answers > 0 ? Dollars / Answers * 1000 : null;
}
