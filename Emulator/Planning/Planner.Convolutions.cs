using Emulator.Errors;
using Emulator.Ir;
using Emulator.Kernels.Convolutions;
using Emulator.Kernels.Products;
using Emulator.Planning.Fusion;
using Emulator.Planning.Graph;
using Emulator.Planning.Lowering;
using Emulator.Planning.Memory;
using Emulator.Planning.Steps;
using Emulator.Planning.Views;

namespace Emulator.Planning;

internal sealed partial class Planner
{
    /// <param name="op">The convolution.</param>
    /// <param name="then">A cluster that alone reads its result, row by row; or null.</param>
    private void Convolution(GraphOp op, Unit? then)
    {
        var dims = op.Source.Find<ConvolutionDimensions>("dimension_numbers")!;
        if (op.Source.Int("batch_group_count", 1) != 1)
            throw ProgramException.Unimplemented(op.Source.Location, "convolution with batch_group_count above 1 is not implemented");
        var window = ConvolutionWindow.Of(op, dims);
        var (type, result) = (op.Inputs[0].Type.Element, op.Output.Type.Element);
        // Sums are taken in f32 even where the tensors are narrower.
        var computed = type is ElementType.BF16 or ElementType.F16 ? ElementType.F32 : type;
        var produced = result is ElementType.BF16 or ElementType.F16 ? ElementType.F32 : result;
        var kernel = As(Place(op.Inputs[1]), op.Inputs[1].Type.Element, computed);
        kernel = kernel with { View = kernel.View.Transpose([.. Longs(dims.KernelSpatial), dims.KernelInputFeature, dims.KernelOutputFeature]) };
        kernel = kernel with { View = kernel.View.Reverse(window.Reversed) };
        if (then is not null)
        {
            Windowed(op, window, Input(op, dims, window, type, computed), kernel, null, then);
            return;
        }
        var outputView = StridedView.Dense([op.Output.Type.Dims[dims.OutputBatch], .. dims.OutputSpatial.Select(d => op.Output.Type.Dims[d]), op.Output.Type.Dims[dims.OutputFeature]]);
        var direct = produced == result && IsInOrder(dims);
        var output = new Placement(direct ? OutputBuffer(op.Output) : Allocate(outputView.Count * produced.Size()), outputView);
        var pointwise = window.IsPointwise && MatrixProduct.Supports(new ProductShape([], [], [], 1, 1, 1, 1, 1, 1, 1, computed, computed, produced));
        if (pointwise)
            Pointwise(Ordered(As(Place(op.Inputs[0]), type, computed), dims), kernel, output, computed, produced);
        else
            Windowed(op, window, Input(op, dims, window, type, computed), kernel, output, null);
        if (direct)
            return;
        output = As(output, produced, result);
        _placements[op.Output] = output with { View = output.View.Transpose(Back(dims)) };
    }

    /// <summary>The input as batch, spatial dimensions, features, with its padding.</summary>
    private Placement Input(GraphOp op, ConvolutionDimensions dims, ConvolutionWindow window, ElementType type, ElementType computed)
        => PaddedEnlargement(op, window, computed) ?? Padded(op, window, Ordered(As(Place(op.Inputs[0]), type, computed), dims), computed);

    private static Placement Ordered(Placement input, ConvolutionDimensions dims)
        => input with { View = input.View.Transpose([dims.InputBatch, .. Longs(dims.InputSpatial), dims.InputFeature]) };

    private static long[] Longs(int[] values) => Array.ConvertAll(values, v => (long)v);

    /// <summary>Whether the output is asked for as the kernel makes it: batch, spatial, features.</summary>
    private static bool IsInOrder(ConvolutionDimensions dims) => Back(dims).Select((d, i) => d == i).All(same => same);

    /// <summary>For each dimension of the result the one of the plain form.</summary>
    private static long[] Back(ConvolutionDimensions dims)
    {
        var order = new long[dims.OutputSpatial.Length + 2];
        order[dims.OutputBatch] = 0;
        for (var i = 0; i < dims.OutputSpatial.Length; i++)
            order[dims.OutputSpatial[i]] = i + 1;
        order[dims.OutputFeature] = order.Length - 1;
        return order;
    }

    /// <summary>A window of one element is a matrix product of pixels by channels.</summary>
    private void Pointwise(Placement input, Placement kernel, Placement output, ElementType type, ElementType result)
    {
        var rank = input.View.Rank;
        var left = ProductSide.Create(input.Buffer, input.View, 0, rank - 1);
        if (left is null)
        {
            input = Copy(input, type);
            left = ProductSide.Create(input.Buffer, input.View, 0, rank - 1)!;
        }
        var strides = kernel.View.Strides;
        var (depth, columns) = (kernel.View.Dims[^2], kernel.View.Dims[^1]);
        var shape = new ProductShape([], [], [], left.Free, columns, depth, left.FreeStride, left.DepthStride, strides[^2], strides[^1], type, type, result);
        var scratch = Allocate(MatrixProduct.ScratchBytes(shape));
        Emit(
            new ProductStep([input.Buffer.Reference, kernel.Buffer.Reference, output.Buffer.Reference, scratch.Reference], shape, left.Offset, kernel.View.Offset),
            input.Buffer, kernel.Buffer, output.Buffer, scratch);
    }

    private void Windowed(GraphOp op, ConvolutionWindow window, Placement padded, Placement kernel, Placement? output, Unit? then)
    {
        var dims = op.Source.Find<ConvolutionDimensions>("dimension_numbers")!;
        var type = op.Inputs[0].Type.Element is ElementType.BF16 or ElementType.F16 ? ElementType.F32 : op.Inputs[0].Type.Element;
        var result = op.Output.Type.Element is ElementType.BF16 or ElementType.F16 ? ElementType.F32 : op.Output.Type.Element;
        if (!kernel.View.IsDense)
            kernel = Copy(kernel, type);
        var shape = new ConvolutionShape(
            type, result, padded.View.Dims[0], window.Padded, padded.View.Dims[^1], kernel.View.Dims[..^2],
            Array.ConvertAll(dims.OutputSpatial, d => op.Output.Type.Dims[d]), op.Output.Type.Dims[dims.OutputFeature],
            window.Strides, window.Dilation, op.Source.Int("feature_group_count", 1));
        var scratch = Allocate(Kernels.Convolutions.Convolution.ScratchBytes(shape));
        var buffers = new StepBuffers();
        var input = then is null ? 0 : buffers.Add(InBlocks(op.Output));
        var middle = then is null ? null : ClusterProgram(then, buffers);
        var target = output?.Buffer.Reference ?? new BufferRef(BufferSpace.Block, 0);
        Emit(
            new ConvolutionStep([Reference(padded, type), Reference(kernel, type), target, scratch.Reference, .. buffers.References], shape, middle, input),
            [padded.Buffer, kernel.Buffer, scratch, .. output is { } written ? [written.Buffer] : buffers.Touched]);
    }

    private Placement Zero(ElementType type)
        => new(_constants.Add(new DenseAttribute(new TensorType(type), new byte[type.Size()], true)), StridedView.Dense([]));

    /// <summary>The same numbers as another type.</summary>
    private Placement As(Placement place, ElementType from, ElementType to)
    {
        if (from == to)
            return place;
        var builder = new TileBuilder(place.View.Count, 1);
        var view = StridedView.Dense(place.View.Dims);
        var target = Allocate(view.Count * to.Size());
        var value = builder.Input(0, from, place.View, false);
        var (source, result) = (Kernels.Tiles.TileClasses.Of(from)!.Value, Kernels.Tiles.TileClasses.Of(to)!.Value);
        if (source != result)
            value = builder.Code(Kernels.Tiles.TileOp.Convert, source, false, value, 0, 0, (byte)result);
        builder.Output(1, to, view, false, Lowering.Elementwise.Round(builder, to, result, value, false));
        Emit(new TileStep([place.Buffer.Reference, target.Reference], builder.Build()), place.Buffer, target);
        return new Placement(target, view);
    }
}
