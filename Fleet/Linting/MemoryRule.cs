namespace Fleet;

/// <summary>The weights fit the devices, with a tenth of the memory left for all else.</summary>
internal static class MemoryRule
{
    public static UnitFinding? Check(Unit unit)
    {
        var needed = Demand.DevicesForWeights(unit);
        if (needed <= unit.Devices)
            return null;
        return new UnitFinding(
            "devices",
            $"{unit.Name} has {unit.Devices} of {unit.Accelerator.Name} with {Gigabytes(unit.MemoryBytes)}, too little for {unit.Model.Name}, whose weights take {Gigabytes(Demand.WeightBytes(unit)!.Value)} in {(unit.Dtype == ModelDtype.BFloat16 ? "bfloat16" : "float32")} beside the tenth that the work itself needs. Give it at least {needed} devices{Where(unit, needed)}.");
    }

    private static string Where(Unit unit, int needed)
    {
        if (needed <= unit.Instance.Devices)
            return "";
        var larger = unit.Accelerator.Instances.Where(instance => instance.Devices >= needed).MinBy(instance => instance.Devices);
        return larger is null ? $"; no instance has as many of {unit.Accelerator.Name}, so it needs another accelerator" : $", for example on {larger.Name}, which has {larger.Devices}";
    }

    private static string Gigabytes(long bytes) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{bytes / 1e9:0.#} GB");
}
