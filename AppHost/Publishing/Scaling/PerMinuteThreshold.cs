using AppHost.Publishing.Chart;
using AppHost.Publishing.Values;
using Fleet;

namespace AppHost.Publishing.Scaling;

/// <summary>
/// Requests a minute of one replica at which a unit grows: the value of that unit, else the preset's, else the target
/// load's part of its breaking point. Helm expressions without braces.
/// </summary>
internal static class PerMinuteThreshold
{
    public static string For(Unit unit)
    {
        var own = $"(round (mulf {ScalingThresholds.Text(ScalingThresholds.BreakingPoint(unit))} {Helm.Path(ScalingValues.TargetLoad)}) 2)";
        var presets = string.Join(' ', ScalingPresets.Of(unit.Name).Select(preset => $"`{preset.Preset}` {preset.PerMinute}"));
        return $"({Helm.Path(ScalingValues.PerMinute(unit))} | default (get (dict {presets}) {Helm.Path(ScalingValues.Preset)}) | default {own})";
    }

    /// <summary>Whether a unit grows by requests a minute although its load in replicas is known.</summary>
    public static string IsGiven(Unit unit)
    {
        var value = $"(gt (float64 {Helm.Path(ScalingValues.PerMinute(unit))}) 0.0)";
        return ScalingPresets.Of(unit.Name).Any()
            ? $"(or {value} (ne {Helm.Path(ScalingValues.Preset)} `{ScalingPresets.BreakingPoint}`))"
            : value;
    }
}
