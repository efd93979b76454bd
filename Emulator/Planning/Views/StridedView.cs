namespace Emulator.Planning.Views;

/// <summary>
/// How a tensor lies in a buffer: element <c>[i0, i1, …]</c> is at <c>Offset + sum of i * Strides</c>, in elements.
/// </summary>
internal sealed record StridedView(long[] Dims, long[] Strides, long Offset)
{
    public int Rank => Dims.Length;

    public long Count { get; } = Dims.Aggregate(1L, (product, dim) => product * dim);

    /// <summary>Whether the elements are adjacent and in row-major order.</summary>
    public bool IsDense
    {
        get
        {
            var expected = 1L;
            for (var d = Rank - 1; d >= 0; d--)
            {
                if (Dims[d] == 1)
                    continue;
                if (Strides[d] != expected && Count > 0)
                    return false;
                expected *= Dims[d];
            }
            return true;
        }
    }

    public static StridedView Dense(long[] dims) => new(dims, DenseStrides(dims), 0);

    public static long[] DenseStrides(long[] dims)
    {
        var strides = new long[dims.Length];
        var stride = 1L;
        for (var d = dims.Length - 1; d >= 0; d--)
        {
            strides[d] = stride;
            stride *= dims[d];
        }
        return strides;
    }

    public StridedView Transpose(long[] permutation)
        => new(Array.ConvertAll(permutation, p => Dims[p]), Array.ConvertAll(permutation, p => Strides[p]), Offset);

    public StridedView Broadcast(long[] dims, long[] mapping)
    {
        var strides = new long[dims.Length];
        for (var i = 0; i < mapping.Length; i++)
            strides[mapping[i]] = Dims[i] == 1 ? 0 : Strides[i];
        return new(dims, strides, Offset);
    }

    public StridedView Slice(long[] start, long[] limit, long[] step)
    {
        var dims = new long[Rank];
        var strides = new long[Rank];
        var offset = Offset;
        for (var d = 0; d < Rank; d++)
        {
            dims[d] = Math.Max(0, (limit[d] - start[d] + step[d] - 1) / step[d]);
            strides[d] = Strides[d] * step[d];
            offset += Strides[d] * start[d];
        }
        return new(dims, strides, offset);
    }

    public StridedView Reverse(long[] dimensions)
    {
        var strides = (long[])Strides.Clone();
        var offset = Offset;
        foreach (var d in dimensions)
        {
            offset += strides[d] * Math.Max(0, Dims[d] - 1);
            strides[d] = -strides[d];
        }
        return new(Dims, strides, offset);
    }

    /// <summary>Neighbouring dimensions that step as one are made one; dimensions of 1 go. The order of elements stays.</summary>
    public StridedView Collapse()
    {
        var dims = new List<long>();
        var strides = new List<long>();
        for (var d = 0; d < Rank; d++)
        {
            if (Dims[d] == 1)
                continue;
            if (dims.Count > 0 && strides[^1] == Strides[d] * Dims[d])
            {
                dims[^1] *= Dims[d];
                strides[^1] = Strides[d];
                continue;
            }
            dims.Add(Dims[d]);
            strides.Add(Strides[d]);
        }
        return new([.. dims], [.. strides], Offset);
    }

    /// <summary>The same elements in the same order under other dimensions; null when no strides can say that.</summary>
    public StridedView? Reshape(long[] dims)
    {
        if (Count == 0)
            return Dense(dims);
        var source = Collapse();
        var strides = new long[dims.Length];
        var at = source.Rank - 1;
        var left = at >= 0 ? source.Dims[at] : 1;
        var stride = at >= 0 ? source.Strides[at] : 1;
        for (var d = dims.Length - 1; d >= 0; d--)
        {
            if (dims[d] == 1)
                continue;
            while (left == 1 && at > 0)
            {
                at--;
                (left, stride) = (source.Dims[at], source.Strides[at]);
            }
            if (left % dims[d] != 0)
                return null;
            strides[d] = stride;
            stride *= dims[d];
            left /= dims[d];
        }
        return new(dims, strides, Offset);
    }
}
