namespace Fleet;

/// <summary>How many devices a unit has use for.</summary>
internal static class Demand
{
    // Weights need company: activations, and what the runtime keeps for itself.
    private const double ShareOfWeights = 0.9;

    /// <summary>
    /// The fewest devices that hold the weights and give every shard a core of its own; a pipeline with text encoders has
    /// use for half as many cores again, where these run beside the transformer.
    /// </summary>
    public static int Devices(Unit unit)
    {
        var cores = unit.Model.IsText || unit.TensorParallel == 1 ? unit.TensorParallel : unit.TensorParallel * 3 / 2;
        return Math.Max(DevicesFor(cores, unit), DevicesForWeights(unit));
    }

    /// <summary>The fewest devices that hold the weights; 1 where nobody said how large these are.</summary>
    public static int DevicesForWeights(Unit unit) =>
        WeightBytes(unit) is { } bytes ? (int)Math.Ceiling(bytes / (ShareOfWeights * (unit.MemoryBytes / unit.Devices))) : 1;

    /// <summary>Bytes of the weights on the devices: a model's <c>bytes</c> are those of its own dtype.</summary>
    public static long? WeightBytes(Unit unit) => unit.Model.Bytes * Width(unit.Dtype) / Width(unit.Model.Dtype);

    private static int DevicesFor(int cores, Unit unit) => (cores + unit.Accelerator.CoresPerDevice - 1) / unit.Accelerator.CoresPerDevice;

    private static int Width(ModelDtype dtype) => dtype == ModelDtype.BFloat16 ? 2 : 4;
}
