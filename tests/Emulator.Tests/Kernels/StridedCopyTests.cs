using Emulator.Execution.Workers;
using Emulator.Kernels.Movement;

namespace Emulator.Tests.Kernels;

/// <summary>Copies between strides, against counting through all indices.</summary>
public sealed unsafe class StridedCopyTests
{
    public static TheoryData<long[], long[], int> Permutations() => new()
    {
        { [5, 7], [1, 0], 4 }, { [16, 24], [1, 0], 4 }, { [3, 4, 5], [2, 0, 1], 1 }, { [3, 4, 5], [0, 2, 1], 2 }, { [2, 3, 4, 5], [3, 1, 0, 2], 8 },
        { [9, 1, 40], [2, 1, 0], 2 }, { [1000, 33], [1, 0], 4 }, { [2, 3], [0, 1], 16 },
    };

    [Theory]
    [MemberData(nameof(Permutations))]
    public void Transposed_elements_go_where_they_belong(long[] dims, long[] order, int size)
    {
        var count = (int)dims.Aggregate(1L, (product, dim) => product * dim);
        var strides = Strides(dims);
        var target = Array.ConvertAll(order, d => dims[d]);
        var from = Array.ConvertAll(order, d => strides[d]);
        using var source = new NativeArray<byte>(count * size);
        new Random(5).NextBytes(source.Span);
        using var copy = new NativeArray<byte>(count * size);
        StridedCopy.Run(CopyShape.Create(size, target, from, Strides(target), 0, 0), source.Pointer, copy.Pointer, new Crew(WorkerPool.Shared));
        for (var i = 0; i < count; i++)
        {
            long at = 0, rest = i;
            for (var d = dims.Length - 1; d >= 0; d--)
            {
                at += rest % target[d] * from[d];
                rest /= target[d];
            }
            Assert.True(copy.Span.Slice(i * size, size).SequenceEqual(source.Span.Slice((int)at * size, size)), $"element {i}");
        }
        Assert.True(copy.IsGuardIntact);
    }

    [Fact]
    public void A_stride_of_zero_repeats_and_a_negative_one_reads_backwards()
    {
        using var source = new NativeArray<int>([1, 2, 3]);
        using var copy = new NativeArray<int>(6);
        StridedCopy.Run(CopyShape.Create(4, [2, 3], [0, -1], [3, 1], 2, 0), source.Pointer, copy.Pointer, Crew.Alone);
        Assert.Equal([3, 2, 1, 3, 2, 1], copy.Span.ToArray());
    }

    private static long[] Strides(long[] dims)
    {
        var strides = new long[dims.Length];
        for (long d = dims.Length - 1, stride = 1; d >= 0; stride *= dims[d], d--)
            strides[d] = stride;
        return strides;
    }
}
