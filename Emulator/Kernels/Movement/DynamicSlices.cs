using Emulator.Ir;

namespace Emulator.Kernels.Movement;

/// <summary>Start indices that a program computes, clamped so that the slice stays inside.</summary>
internal static unsafe class DynamicSlices
{
    /// <summary>Elements before the slice's start.</summary>
    /// <param name="indices">One scalar for each dimension.</param>
    /// <param name="type">Their type.</param>
    /// <param name="dims">Of the tensor that is sliced.</param>
    /// <param name="sizes">Of the slice.</param>
    /// <param name="strides">Of the tensor, in elements.</param>
    public static long Offset(byte** indices, ElementType type, long[] dims, long[] sizes, long[] strides)
    {
        long offset = 0;
        for (var d = 0; d < dims.Length; d++)
        {
            var start = Elements.Long(type, indices[d], 0);
            if (type == ElementType.U64 && start < 0)
                start = long.MaxValue;
            offset += Math.Clamp(start, 0, dims[d] - sizes[d]) * strides[d];
        }
        return offset;
    }
}
