namespace Inference.StableHlo;

/// <summary>Operations between the replicas of a program; with one replica they write nothing.</summary>
internal static class Collectives
{
    /// <summary>The sum over all replicas.</summary>
    public static Tensor AllReduce(this Tensor x) => x.Program.Replicas == 1 ? x :
        x.Program.Emit("all_reduce", [x], x.Shape, Everyone(x.Program), ProgramBuilder.Combiner("add", x.Element));

    /// <summary>What all replicas hold, joined along an axis in the order of the replicas.</summary>
    public static Tensor AllGather(this Tensor x, string axis)
    {
        if (x.Program.Replicas == 1)
            return x;
        var at = x.Shape.IndexOf(axis);
        return x.Program.Emit("all_gather", [x], x.Shape.With(x.Shape.Axes.SetItem(at, (axis, x[axis] * x.Program.Replicas))),
            $"all_gather_dim = {at} : i64, {Everyone(x.Program)}");
    }

    private static string Everyone(ProgramBuilder program) =>
        $"replica_groups = dense<[[{string.Join(", ", Enumerable.Range(0, program.Replicas))}]]> : tensor<1x{program.Replicas}xi64>";
}
