using Emulator.Execution.Workers;
using Emulator.Kernels.Movement;
using Emulator.Planning.Steps;

namespace Emulator.Execution;

/// <summary>Slices and updates at computed places.</summary>
internal static unsafe class DynamicSliceRunner
{
    public static void Run(DynamicSliceStep step, byte** buffers, Crew crew)
    {
        var offset = DynamicSlices.Offset(buffers + 2, step.IndexType, step.Dims, step.Sizes, step.Strides) * step.Slice.ElementSize;
        if (!step.Update)
        {
            StridedCopy.Run(step.Slice, buffers[0] + offset, buffers[1], crew);
            return;
        }
        if (buffers[0] != buffers[1])
            StridedCopy.Run(step.Whole, buffers[0], buffers[1], crew);
        StridedCopy.Run(step.Slice, buffers[step.Buffers.Length - 1], buffers[1] + offset, crew);
    }
}
