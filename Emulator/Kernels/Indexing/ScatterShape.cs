using Emulator.Ir;

namespace Emulator.Kernels.Indexing;

/// <summary>
/// Windows of updates put at computed places of dense tensors; elements that fall outside are left out.
/// </summary>
/// <param name="Types">Element type of each input and its updates.</param>
/// <param name="Dims">Of the inputs, with <paramref name="Strides"/>.</param>
/// <param name="Batch">Dimensions of the indices but the one that holds index vectors.</param>
/// <param name="BatchIndex">Strides of the indices over the batch, <paramref name="IndexStride"/> along an index vector.</param>
/// <param name="BatchInput">For each batch dimension the input's dimension that is batched with it, or -1.</param>
/// <param name="BatchUpdate">Strides of the updates over the batch.</param>
/// <param name="StartDims">For each element of an index vector the input's dimension.</param>
/// <param name="Window">Dimensions of a window, with the input's dimension and the updates' stride for each.</param>
internal sealed record ScatterShape(
    ElementType[] Types, long[] Dims, long[] Strides, ElementType IndexType, long[] Batch, long[] BatchIndex, int[] BatchInput, long[] BatchUpdate,
    long IndexStride, int[] StartDims, long[] Window, int[] WindowDims, long[] WindowUpdate);
