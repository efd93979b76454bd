using Fleet;

namespace AppHost.Publishing.Scaling;

/// <summary>
/// Thresholds in requests a minute of a replica that others measured and published for Stable Diffusion 2.1
/// (aws-samples/scalable-hw-agnostic-inference): three sets, by the names of their units.
/// </summary>
internal static class ScalingPresets
{
    /// <summary>No preset: the units' own breaking points.</summary>
    public const string BreakingPoint = "breaking-point";

    public const string Base = "sd21-base";
    public const string Weighted = "sd21-weighted";
    public const string Equal = "sd21-equal";

    /// <summary>The presets that say something of a fleet.</summary>
    public static string[] NamesFor(FleetDefinition fleet) =>
        fleet.Units.Any(unit => Thresholds.ContainsKey(unit.Name)) ? [BreakingPoint, Base, Weighted, Equal] : [BreakingPoint];

    private static readonly Dictionary<string, (int Base, int Weighted, int Equal)> Thresholds = new()
    {
        ["sd21-l4-triton"] = (60, 60, 64),
        ["sd21-a10g-triton"] = (88, 90, 63),
        ["sd21-a10g-cuda"] = (63, 60, 63),
        ["sd21-inf2"] = (110, 100, 70),
        ["sd21-trn1"] = (120, 110, 70),
    };

    /// <summary>A unit's threshold in each preset; none for a unit that they do not know.</summary>
    public static IEnumerable<(string Preset, int PerMinute)> Of(string unit) => Thresholds.TryGetValue(unit, out var known)
        ? [(Base, known.Base), (Weighted, known.Weighted), (Equal, known.Equal)]
        : [];
}
