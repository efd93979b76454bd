using Pjrt;

namespace Inference.StableHlo;

/// <summary>
/// A value of a program under construction. Operations work by axis name: operands are broadcast over the axes they lack,
/// contractions and reductions name theirs, so a model cannot mistake one dimension for another of the same length.
/// </summary>
internal sealed class Tensor
{
    internal Tensor(ProgramBuilder program, string name, Shape shape)
    {
        Program = program;
        Name = name;
        Shape = shape;
    }

    internal ProgramBuilder Program { get; }

    /// <summary>Its name in the text, for instance <c>%12</c>.</summary>
    internal string Name { get; }

    public Shape Shape { get; }

    public ElementType Element => Shape.Element;

    /// <summary>Length of an axis.</summary>
    public long this[string axis] => Shape[axis];

    public static Tensor operator +(Tensor a, Tensor b) => a.Binary("add", b);

    public static Tensor operator -(Tensor a, Tensor b) => a.Binary("subtract", b);

    public static Tensor operator *(Tensor a, Tensor b) => a.Binary("multiply", b);

    public static Tensor operator /(Tensor a, Tensor b) => a.Binary("divide", b);

    public static Tensor operator +(Tensor a, double b) => a + a.Program.Scalar(a.Element, b);

    public static Tensor operator -(Tensor a, double b) => a - a.Program.Scalar(a.Element, b);

    public static Tensor operator *(Tensor a, double b) => a * a.Program.Scalar(a.Element, b);

    public static Tensor operator /(Tensor a, double b) => a / a.Program.Scalar(a.Element, b);

    public static Tensor operator +(double a, Tensor b) => b + a;

    public static Tensor operator *(double a, Tensor b) => b * a;

    public static Tensor operator -(Tensor a) => a.Unary("negate");

    public override string ToString() => $"{Name}: {Shape}";
}
