using Emulator.Errors;
using Emulator.Execution.Workers;
using Emulator.Ir;
using Emulator.Kernels.Convolutions;
using Emulator.Kernels.Indexing;
using Emulator.Kernels.Movement;
using Emulator.Kernels.Products;
using Emulator.Kernels.Reductions;
using Emulator.Kernels.Tiles;
using Emulator.Planning.Steps;

namespace Emulator.Execution;

/// <summary>Calls a step's kernel with the addresses of one device.</summary>
internal static unsafe class StepRunner
{
    public static void Run(PlanStep step, DeviceRun device, Crew crew)
    {
        var buffers = stackalloc byte*[step.Buffers.Length];
        for (var i = 0; i < step.Buffers.Length; i++)
            buffers[i] = device.Address(step.Buffers[i]);
        switch (step)
        {
            case TileStep tiles:
                TileLoop.Run(tiles.Program, buffers, crew);
                break;
            case ProductStep product:
                Product(product, buffers, crew);
                break;
            case ChainStep chain:
                Chain(chain, buffers, crew);
                break;
            case CopyStep copy:
                StridedCopy.Run(copy.Shape, buffers[0], buffers[1], crew);
                break;
            case DynamicSliceStep slice:
                DynamicSliceRunner.Run(slice, buffers, crew);
                break;
            case ConvolutionStep convolution:
                Convolution.Run(
                    convolution.Shape, convolution.Middle, convolution.MiddleInput, buffers[0], buffers[1], buffers[2], buffers[3],
                    buffers + ConvolutionStep.Fixed, crew);
                break;
            case GatherStep gather:
                Gathering.Run(gather.Shape, buffers[0], buffers[1], buffers[2], crew);
                break;
            case ScatterStep scatter:
                Scattering.Run(scatter.Shape, scatter.Combine, buffers, step.Buffers.Length);
                break;
            case ReduceStep reduce:
                Reduction.Run(reduce.Shape, buffers + 2, buffers[0], buffers[1], crew);
                break;
            case SortStep sort:
                Sorting.Run(sort.Shape, sort.Less, buffers, crew);
                break;
            case ProcessIdStep id:
                *(uint*)buffers[0] = (uint)(id.Partition ? device.Partition : device.Replica);
                break;
            default:
                throw ProgramException.Unimplemented($"the executor does not know {step.GetType().Name}");
        }
    }

    private static void Product(ProductStep step, byte** buffers, Crew crew)
    {
        var shape = step.Shape;
        var left = buffers[0] + step.LeftOffset * shape.Left.Size();
        var right = buffers[1] + step.RightOffset * shape.Right.Size();
        if (MatrixProduct.Supports(shape))
            MatrixProduct.Run(shape, left, right, buffers[2], buffers[3], crew);
        else
            PlainProduct.Run(shape, left, right, buffers[2], crew);
    }

    private static void Chain(ChainStep step, byte** buffers, Crew crew)
    {
        var shape = step.Shape;
        var left = buffers[0] + step.LeftOffset * shape.First.Left.Size();
        var right = buffers[1] + step.RightOffset * shape.First.Right.Size();
        var second = shape.Second is null ? null : buffers[2] + step.SecondRightOffset * shape.Second.Right.Size();
        ProductChain.Run(shape, left, right, second, buffers[3], buffers[4], buffers[5], buffers + ChainStep.Fixed, crew);
    }
}
