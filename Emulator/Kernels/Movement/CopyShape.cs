namespace Emulator.Kernels.Movement;

/// <summary>
/// Elements of one tensor to places of another: dimensions with strides of both, in elements. Negative strides read backwards,
/// a source stride of 0 repeats.
/// </summary>
internal sealed record CopyShape(int ElementSize, long[] Dims, long[] From, long[] To, long FromOffset, long ToOffset)
{
    public long Count { get; } = Dims.Aggregate(1L, (product, dim) => product * dim);

    /// <summary>Drops dimensions of 1, joins neighbours that step as one in both, and puts the dimension with adjacent targets last.</summary>
    public static CopyShape Create(int elementSize, long[] dims, long[] from, long[] to, long fromOffset, long toOffset)
    {
        var order = Enumerable.Range(0, dims.Length).Where(d => dims[d] != 1).OrderByDescending(d => Math.Abs(to[d])).ToArray();
        var (size, source, target) = (new List<long>(), new List<long>(), new List<long>());
        foreach (var d in order)
        {
            if (size.Count > 0 && source[^1] == from[d] * dims[d] && target[^1] == to[d] * dims[d])
            {
                size[^1] *= dims[d];
                (source[^1], target[^1]) = (from[d], to[d]);
                continue;
            }
            size.Add(dims[d]);
            source.Add(from[d]);
            target.Add(to[d]);
        }
        return new CopyShape(elementSize, [.. size], [.. source], [.. target], fromOffset, toOffset);
    }
}
