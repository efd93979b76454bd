using System.Numerics;

namespace Emulator.Buffers;

/// <summary>Gathers a strided host tensor into dense row-major memory.</summary>
internal static unsafe class StridedCopy
{
    /// <param name="strides">Bytes from one index to the next, for each dimension; may be zero or negative.</param>
    public static void ToDense(byte* source, ReadOnlySpan<long> dims, ReadOnlySpan<long> strides, int elementSize, byte* target)
    {
        // The trailing dimensions that lie densely in the source are copied in one piece.
        var run = (long)elementSize;
        var rank = dims.Length;
        while (rank > 0 && (dims[rank - 1] == 1 || strides[rank - 1] == run))
            run *= dims[--rank];
        foreach (var dim in dims)
        {
            if (dim == 0)
                return;
        }
        Copy(source, dims[..rank], strides[..rank], run, ref target);
    }

    private static void Copy(byte* source, ReadOnlySpan<long> dims, ReadOnlySpan<long> strides, long run, ref byte* target)
    {
        if (dims.IsEmpty)
        {
            Buffer.MemoryCopy(source, target, run, run);
            target += run;
            return;
        }
        var (count, stride) = (dims[0], strides[0]);
        if (dims.Length > 1)
        {
            for (var i = 0L; i < count; i++)
                Copy(source + i * stride, dims[1..], strides[1..], run, ref target);
            return;
        }
        switch (run)
        {
            case 1:
                Elements<byte>(source, count, stride, target);
                break;
            case 2:
                Elements<ushort>(source, count, stride, target);
                break;
            case 4:
                Elements<uint>(source, count, stride, target);
                break;
            case 8:
                Elements<ulong>(source, count, stride, target);
                break;
            default:
                for (var i = 0L; i < count; i++)
                    Buffer.MemoryCopy(source + i * stride, target + i * run, run, run);
                break;
        }
        target += count * run;
    }

    private static void Elements<T>(byte* source, long count, long stride, byte* target)
        where T : unmanaged, IBinaryInteger<T>
    {
        for (var i = 0L; i < count; i++)
            ((T*)target)[i] = *(T*)(source + i * stride);
    }
}
