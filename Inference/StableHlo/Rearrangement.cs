namespace Inference.StableHlo;

/// <summary>Operations that move elements without changing them.</summary>
internal static class Rearrangement
{
    /// <summary>Repeats the tensor over the axes of <paramref name="shape"/> that it lacks.</summary>
    public static Tensor BroadcastTo(this Tensor x, Shape shape)
    {
        if (x.Shape.Axes.SequenceEqual(shape.Axes))
            return x;
        var places = new List<int>();
        foreach (var axis in x.Shape.Axes)
        {
            var place = shape.Has(axis.Name) ? shape.IndexOf(axis.Name) : -1;
            if (place < 0 || shape.Axes[place] != axis || (places.Count > 0 && places[^1] >= place))
                throw new ShapeException($"{x} cannot be broadcast to {shape}: the axis {axis} is not there, has another length or stands elsewhere.");
            places.Add(place);
        }
        return x.Program.Emit("broadcast_in_dim", [x], shape.With(x.Element), $"broadcast_dimensions = {Array(places)}");
    }

    /// <summary>The same elements under another list of axes of the same count.</summary>
    public static Tensor Reshape(this Tensor x, params IEnumerable<Axis> axes)
    {
        var shape = x.Shape.With(axes);
        if (shape.Count != x.Shape.Count)
            throw new ShapeException($"{x} cannot be reshaped to {shape}: the numbers of elements differ.");
        return shape.Dims.SequenceEqual(x.Shape.Dims)
            ? new Tensor(x.Program, x.Name, shape)
            : x.Program.Emit("reshape", [x], shape);
    }

    /// <summary>Gives an axis another name.</summary>
    public static Tensor Rename(this Tensor x, string from, string to) =>
        new(x.Program, x.Name, x.Shape.With(x.Shape.Axes.SetItem(x.Shape.IndexOf(from), (to, x[from]))));

    /// <summary>Replaces one axis by several, outermost first, whose product is its length.</summary>
    public static Tensor Split(this Tensor x, string axis, params Axis[] parts)
    {
        var at = x.Shape.IndexOf(axis);
        return x.Reshape([.. x.Shape.Axes[..at], .. parts, .. x.Shape.Axes[(at + 1)..]]);
    }

    /// <summary>Makes one axis of neighbouring ones.</summary>
    public static Tensor Merge(this Tensor x, string merged, params string[] axes)
    {
        var at = x.Shape.IndexOf(axes[0]);
        for (var i = 0; i < axes.Length; i++)
            if (x.Shape.IndexOf(axes[i]) != at + i)
                throw new ShapeException($"{string.Join(" and ", axes)} of {x} are not neighbours in this order.");
        var size = axes.Aggregate(1L, (n, a) => n * x[a]);
        return x.Reshape([.. x.Shape.Axes[..at], (merged, size), .. x.Shape.Axes[(at + axes.Length)..]]);
    }

    /// <summary>Puts the axes in this order.</summary>
    public static Tensor Transpose(this Tensor x, params string[] order)
    {
        var permutation = order.Select(x.Shape.IndexOf).ToList();
        if (permutation.Distinct().Count() != x.Shape.Rank)
            throw new ShapeException($"{string.Join(", ", order)} is no order of the axes of {x}.");
        return permutation.SequenceEqual(Enumerable.Range(0, x.Shape.Rank))
            ? x
            : x.Program.Emit("transpose", [x], x.Shape.With(permutation.Select(p => x.Shape.Axes[p])), $"permutation = {Array(permutation)}");
    }

    /// <summary>Elements <paramref name="start"/> to <paramref name="start"/> + <paramref name="length"/> of an axis.</summary>
    public static Tensor Slice(this Tensor x, string axis, long start, long length)
    {
        var at = x.Shape.IndexOf(axis);
        if (start < 0 || length < 0 || start + length > x[axis])
            throw new ShapeException($"{x} has no elements {start} to {start + length} along {axis}.");
        if (length == x[axis])
            return x;
        var starts = new long[x.Shape.Rank];
        var limits = x.Shape.Dims;
        (starts[at], limits[at]) = (start, start + length);
        return x.Program.Emit("slice", [x], x.Shape.With(x.Shape.Axes.SetItem(at, (axis, length))),
            $"start_indices = {Array(starts)}, limit_indices = {Array(limits)}, strides = {Array(starts.Select(_ => 1))}");
    }

    /// <summary>Equal consecutive parts of an axis.</summary>
    public static Tensor[] Chunk(this Tensor x, string axis, int parts)
    {
        if (x[axis] % parts != 0)
            throw new ShapeException($"{axis} of {x} cannot be cut into {parts} equal parts.");
        var length = x[axis] / parts;
        return [.. Enumerable.Range(0, parts).Select(i => x.Slice(axis, i * length, length))];
    }

    /// <summary>Joins tensors along an axis; the others agree.</summary>
    public static Tensor Concatenate(string axis, params Tensor[] parts)
    {
        var first = parts[0];
        var at = first.Shape.IndexOf(axis);
        foreach (var part in parts)
            if (part.Element != first.Element || !part.Shape.Axes.SequenceEqual(first.Shape.Axes.SetItem(at, (axis, part[axis]))))
                throw new ShapeException($"{part} and {first} cannot be joined along {axis}.");
        return parts.Length == 1 ? first : first.Program.Emit("concatenate", parts,
            first.Shape.With(first.Shape.Axes.SetItem(at, (axis, parts.Sum(p => p[axis])))), $"dimension = {at} : i64");
    }

    /// <summary>Zeros before and after an axis.</summary>
    public static Tensor Pad(this Tensor x, string axis, long before, long after)
    {
        var at = x.Shape.IndexOf(axis);
        var (low, high) = (new long[x.Shape.Rank], new long[x.Shape.Rank]);
        (low[at], high[at]) = (before, after);
        return x.Program.Emit("pad", [x, x.Program.Scalar(x.Element, 0)],
            x.Shape.With(x.Shape.Axes.SetItem(at, (axis, x[axis] + before + after))),
            $"edge_padding_low = {Array(low)}, edge_padding_high = {Array(high)}, interior_padding = {Array(low.Select(_ => 0))}");
    }

    internal static string Array<T>(IEnumerable<T> values)
    {
        var list = string.Join(", ", values);
        return list.Length == 0 ? "array<i64>" : $"array<i64: {list}>";
    }
}
