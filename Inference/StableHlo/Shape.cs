using System.Collections.Immutable;
using Pjrt;

namespace Inference.StableHlo;

/// <summary>Element type and named axes of a tensor, outermost first. No two axes share a name.</summary>
internal sealed class Shape : IEquatable<Shape>
{
    public Shape(ElementType element, params IEnumerable<Axis> axes)
    {
        Element = element;
        Axes = [.. axes];
        foreach (var axis in Axes)
            if (axis.Size < 0)
                throw new ShapeException($"The axis {axis} of {this} is negative.");
        if (Axes.Select(a => a.Name).Distinct().Count() != Axes.Length)
            throw new ShapeException($"{this} names an axis twice.");
    }

    public ElementType Element { get; }

    public ImmutableArray<Axis> Axes { get; }

    public int Rank => Axes.Length;

    public long Count => Axes.Aggregate(1L, (n, a) => n * a.Size);

    public long[] Dims => [.. Axes.Select(a => a.Size)];

    /// <summary>Length of an axis.</summary>
    public long this[string axis] => Axes[IndexOf(axis)].Size;

    public bool Has(string axis) => Axes.Any(a => a.Name == axis);

    /// <summary>Position of an axis.</summary>
    /// <exception cref="ShapeException">There is none of that name.</exception>
    public int IndexOf(string axis)
    {
        for (var i = 0; i < Axes.Length; i++)
            if (Axes[i].Name == axis)
                return i;
        throw new ShapeException($"{this} has no axis {axis}.");
    }

    public Shape With(ElementType element) => new(element, Axes);

    public Shape With(params IEnumerable<Axis> axes) => new(Element, axes);

    /// <summary>The type as StableHLO writes it, for instance <c>tensor&lt;1x16xf32&gt;</c>.</summary>
    public string Text => $"tensor<{string.Concat(Axes.Select(a => $"{a.Size}x"))}{Element.Text()}>";

    public bool Equals(Shape? other) => other is not null && Element == other.Element && Axes.SequenceEqual(other.Axes);

    public override bool Equals(object? obj) => Equals(obj as Shape);

    public override int GetHashCode() => Axes.Aggregate(Element.GetHashCode(), HashCode.Combine);

    public override string ToString() => $"{Element.Text()}[{string.Join(", ", Axes)}]";
}
