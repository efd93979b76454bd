using Pjrt;

namespace Inference.StableHlo;

/// <summary>Operations whose places are data.</summary>
internal static class Indexing
{
    /// <summary>
    /// Rows of a table [rows, …] by index: the result has the axes of the indices, then those of a row. Indices must lie in the
    /// table: what happens beyond it differs between devices.
    /// </summary>
    public static Tensor Take(this Tensor table, Tensor indices)
    {
        if (indices.Element is not (ElementType.S32 or ElementType.S64))
            throw new ShapeException($"{indices} are no indices: they must be i32 or i64.");
        var row = table.Shape.Axes[1..];
        var rank = indices.Shape.Rank;
        var offsets = string.Join(", ", Enumerable.Range(rank, row.Length));
        return table.Program.Emit("gather", [table, indices], table.Shape.With([.. indices.Shape.Axes, .. row]),
            $"dimension_numbers = #stablehlo.gather<offset_dims = [{offsets}], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = {rank}>, "
            + $"slice_sizes = {Rearrangement.Array([1, .. row.Select(a => a.Size)])}, indices_are_sorted = false");
    }

    /// <summary>0, 1, 2 … along an axis of a shape.</summary>
    public static Tensor Count(this ProgramBuilder program, Shape shape, string axis) =>
        program.Emit("iota", [], shape, $"iota_dimension = {shape.IndexOf(axis)} : i64");

    /// <summary>A part of <paramref name="length"/> elements of an axis from a computed place on; the place is clamped to fit.</summary>
    public static Tensor SliceAt(this Tensor x, string axis, Tensor place, long length)
    {
        var at = x.Shape.IndexOf(axis);
        var sizes = x.Shape.Dims;
        sizes[at] = length;
        return x.Program.Emit("dynamic_slice", [x, .. Starts(x, at, place)],
            x.Shape.With(x.Shape.Axes.SetItem(at, (axis, length))), $"slice_sizes = {Rearrangement.Array(sizes)}");
    }

    /// <summary>Writes <paramref name="part"/> over x from a computed place of an axis on; the place is clamped to fit.</summary>
    public static Tensor UpdateAt(this Tensor x, string axis, Tensor place, Tensor part)
    {
        if (part.Element != x.Element || part.Shape.Rank != x.Shape.Rank)
            throw new ShapeException($"{part} cannot be written into {x}.");
        return x.Program.Emit("dynamic_update_slice", [x, part, .. Starts(x, x.Shape.IndexOf(axis), place)], x.Shape);
    }

    private static Tensor[] Starts(Tensor x, int at, Tensor place)
    {
        if (place.Shape.Rank != 0)
            throw new ShapeException($"{place} is no place: it must have no axes.");
        var zero = x.Program.Scalar(place.Element, 0);
        return [.. Enumerable.Range(0, x.Shape.Rank).Select(i => i == at ? place : zero)];
    }
}
