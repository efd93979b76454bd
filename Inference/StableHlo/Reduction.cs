namespace Inference.StableHlo;

/// <summary>Operations that remove axes by combining their elements.</summary>
internal static class Reduction
{
    public static Tensor Sum(this Tensor x, params string[] axes) => x.Reduce("add", 0, axes);

    public static Tensor Mean(this Tensor x, params string[] axes) => x.Sum(axes) / axes.Aggregate(1L, (n, a) => n * x[a]);

    public static Tensor Largest(this Tensor x, params string[] axes) => x.Reduce("maximum", double.NegativeInfinity, axes);

    public static Tensor Smallest(this Tensor x, params string[] axes) => x.Reduce("minimum", double.PositiveInfinity, axes);

    private static Tensor Reduce(this Tensor x, string op, double start, string[] axes)
    {
        var places = axes.Select(x.Shape.IndexOf).Order().ToList();
        var shape = x.Shape.With(x.Shape.Axes.Where(a => !axes.Contains(a.Name)));
        return x.Program.Emit("reduce", [x, x.Program.Scalar(x.Element, start)], shape,
            $"dimensions = {Rearrangement.Array(places)}", ProgramBuilder.Combiner(op, x.Element));
    }
}
