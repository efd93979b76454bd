using System.Text;

namespace Emulator.Ir;

/// <summary>Element type and dimensions of a tensor, row-major in memory. Equal when both are equal.</summary>
internal sealed class TensorType(ElementType element, params long[] dims) : IEquatable<TensorType>
{
    /// <summary>How a dimension written as <c>?</c> is kept.</summary>
    public const long DynamicDimension = long.MinValue;

    public ElementType Element { get; } = element;

    /// <summary>Sizes from the slowest to the fastest dimension; empty for a scalar. Never changed after construction.</summary>
    public long[] Dims { get; } = dims;

    public int Rank => Dims.Length;

    /// <summary>Number of elements; 0 when a dimension is 0.</summary>
    public long ElementCount { get; } = Product(dims);

    public long ByteSize => ElementCount * Element.Size();

    public bool IsStatic => Array.IndexOf(Dims, DynamicDimension) < 0;

    public bool SameShape(TensorType other) => Dims.AsSpan().SequenceEqual(other.Dims);

    public TensorType WithElement(ElementType other) => other == Element ? this : new TensorType(other, Dims);

    public bool Equals(TensorType? other) => other is not null && (ReferenceEquals(this, other) || Element == other.Element && SameShape(other));

    public override bool Equals(object? obj) => Equals(obj as TensorType);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Element);
        foreach (var dim in Dims)
            hash.Add(dim);
        return hash.ToHashCode();
    }

    public override string ToString()
    {
        var text = new StringBuilder("tensor<");
        foreach (var dim in Dims)
            text.Append(dim == DynamicDimension ? "?" : dim.ToString()).Append('x');
        return text.Append(Element.MlirName()).Append('>').ToString();
    }

    private static long Product(long[] dims)
    {
        var product = 1L;
        foreach (var dim in dims)
            product = dim == DynamicDimension ? 0 : checked(product * dim);
        return product;
    }
}
