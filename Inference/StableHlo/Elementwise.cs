using Pjrt;

namespace Inference.StableHlo;

/// <summary>Operations that work element by element.</summary>
internal static class Elementwise
{
    public static Tensor Exponential(this Tensor x) => x.Unary("exponential");

    public static Tensor SquareRootReciprocal(this Tensor x) => x.Unary("rsqrt");

    public static Tensor HyperbolicTangent(this Tensor x) => x.Unary("tanh");

    public static Tensor Logistic(this Tensor x) => x.Unary("logistic");

    public static Tensor Absolute(this Tensor x) => x.Unary("abs");

    public static Tensor Sign(this Tensor x) => x.Unary("sign");

    public static Tensor Maximum(this Tensor x, Tensor y) => x.Binary("maximum", y);

    public static Tensor Minimum(this Tensor x, Tensor y) => x.Binary("minimum", y);

    /// <summary>Keeps every element in [low, high].</summary>
    public static Tensor Clamp(this Tensor x, double low, double high) =>
        x.Program.Emit("clamp", [x.Program.Scalar(x.Element, low), x, x.Program.Scalar(x.Element, high)], x.Shape);

    /// <summary>The same values as another element type; nothing is written when it is that already.</summary>
    public static Tensor As(this Tensor x, ElementType element) =>
        x.Element == element ? x : x.Program.Emit("convert", [x], x.Shape.With(element));

    /// <summary>Element by element: EQ, NE, GE, GT, LE or LT.</summary>
    public static Tensor Compare(this Tensor x, string direction, Tensor y)
    {
        (x, y) = Align(x, y, "compare");
        var kind = x.Element.IsFloat() ? "FLOAT" : x.Element is ElementType.Pred or ElementType.U8 or ElementType.U32 ? "UNSIGNED" : "SIGNED";
        return x.Program.Emit("compare", [x, y], x.Shape.With(ElementType.Pred),
            $"comparison_direction = #stablehlo<comparison_direction {direction}>, compare_type = #stablehlo<comparison_type {kind}>");
    }

    /// <summary>Where the condition holds <paramref name="yes"/>, elsewhere <paramref name="no"/>.</summary>
    public static Tensor Select(this Tensor condition, Tensor yes, Tensor no)
    {
        (yes, no) = Align(yes, no, "select");
        if (condition.Element != ElementType.Pred)
            throw new ShapeException($"select needs a condition of i1, not {condition}.");
        return yes.Program.Emit("select", [condition.BroadcastTo(yes.Shape), yes, no], yes.Shape);
    }

    internal static Tensor Unary(this Tensor x, string op) => x.Program.Emit(op, [x], x.Shape);

    internal static Tensor Binary(this Tensor x, string op, Tensor y)
    {
        (x, y) = Align(x, y, op);
        return x.Program.Emit(op, [x, y], x.Shape);
    }

    private static (Tensor, Tensor) Align(Tensor x, Tensor y, string op)
    {
        if (x.Element != y.Element)
            throw new ShapeException($"{op} of {x} and {y}: the element types differ.");
        return x.Shape.Rank >= y.Shape.Rank ? (x, y.BroadcastTo(x.Shape)) : (x.BroadcastTo(y.Shape), y);
    }
}
