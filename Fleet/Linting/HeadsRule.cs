namespace Fleet;

/// <summary>Tensor parallelism shards attention by heads, so every core must get the same number of them.</summary>
internal static class HeadsRule
{
    public static UnitFinding? Check(Unit unit)
    {
        if (unit.Model.Heads is { } heads && heads % unit.TensorParallel != 0)
        {
            var allowed = Several.Divisors(heads).Where(count => count <= unit.Cores).ToArray();
            return new UnitFinding(
                "tensorParallel",
                $"{unit.Name} shards over {unit.TensorParallel} cores, but {unit.Model.Name} has {heads} attention heads, which {unit.TensorParallel} does not divide. On its {unit.Cores} cores {Several.Or(allowed)} would do; take {Nearest(allowed, unit.TensorParallel)}.");
        }

        // Cores that are left over hold text encoders and decoder; a text model has none.
        return unit.Model.IsText && unit.Cores % unit.TensorParallel != 0
            ? new UnitFinding(
                "tensorParallel",
                $"{unit.Name} shards over {unit.TensorParallel} of {unit.Cores} cores, which leaves {unit.Cores % unit.TensorParallel} without work. Take {Several.Or(Several.Divisors(unit.Cores))}.")
            : null;
    }

    private static int Nearest(int[] allowed, int given) => allowed.MinBy(count => Math.Abs(count - given));
}
