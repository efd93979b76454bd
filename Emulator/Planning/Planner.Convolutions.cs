using Emulator.Errors;
using Emulator.Ir;
using Emulator.Kernels.Convolutions;
using Emulator.Kernels.Products;
using Emulator.Planning.Graph;
using Emulator.Planning.Lowering;
using Emulator.Planning.Memory;
using Emulator.Planning.Steps;
using Emulator.Planning.Views;

namespace Emulator.Planning;

internal sealed partial class Planner
{
    private void Convolution(GraphOp op)
    {
        var dims = op.Source.Find<ConvolutionDimensions>("dimension_numbers")!;
        if (op.Source.Int("batch_group_count", 1) != 1)
            throw ProgramException.Unimplemented(op.Source.Location, "convolution with batch_group_count above 1 is not implemented");
        var window = ConvolutionWindow.Of(op, dims);
        var (type, result) = (op.Inputs[0].Type.Element, op.Output.Type.Element);
        // Sums are taken in f32 even where the tensors are narrower.
        var computed = type is ElementType.BF16 or ElementType.F16 ? ElementType.F32 : type;
        var produced = result is ElementType.BF16 or ElementType.F16 ? ElementType.F32 : result;
        var input = As(Place(op.Inputs[0]), type, computed);
        var kernel = As(Place(op.Inputs[1]), op.Inputs[1].Type.Element, computed);
        input = input with { View = input.View.Transpose([dims.InputBatch, .. Longs(dims.InputSpatial), dims.InputFeature]) };
        kernel = kernel with { View = kernel.View.Transpose([.. Longs(dims.KernelSpatial), dims.KernelInputFeature, dims.KernelOutputFeature]) };
        kernel = kernel with { View = kernel.View.Reverse(window.Reversed) };
        var outputView = StridedView.Dense([op.Output.Type.Dims[dims.OutputBatch], .. dims.OutputSpatial.Select(d => op.Output.Type.Dims[d]), op.Output.Type.Dims[dims.OutputFeature]]);
        var output = new Placement(Allocate(outputView.Count * produced.Size()), outputView);
        var direct = produced == result && IsInOrder(dims) && _outputs.TryGetValue(op.Output, out _);
        if (direct)
            output = output with { Buffer = OutputBuffer(op.Output) };
        if (window.IsPointwise && MatrixProduct.Supports(new ProductShape([], [], [], 1, 1, 1, 1, 1, 1, 1, computed, computed, produced)) && input.View.Collapse().Rank <= 2)
            Pointwise(input, kernel, output, computed, produced);
        else
            Windowed(op, window, input, kernel, output, computed, produced);
        if (direct)
            return;
        output = As(output, produced, result);
        _placements[op.Output] = output with { View = output.View.Transpose(Back(dims)) };
    }

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

    private void Windowed(
        GraphOp op, ConvolutionWindow window, Placement input, Placement kernel, Placement output, ElementType type, ElementType result)
    {
        var padded = input;
        if (window.NeedsPadding || !input.View.IsDense)
        {
            var view = StridedView.Dense([input.View.Dims[0], .. window.Padded, input.View.Dims[^1]]);
            padded = new Placement(Allocate(view.Count * type.Size()), view);
            if (window.NeedsPadding)
                Fill(padded, Zero(type), type);
            PadInto(input, padded, [0, .. window.Low, 0], [0, .. window.Spread.Select(s => s - 1), 0], type);
        }
        if (!kernel.View.IsDense)
            kernel = Copy(kernel, type);
        var shape = new ConvolutionShape(
            type, result, input.View.Dims[0], window.Padded, input.View.Dims[^1], kernel.View.Dims[..^2], output.View.Dims[1..^1], output.View.Dims[^1],
            window.Strides, window.Dilation, op.Source.Int("feature_group_count", 1));
        var scratch = Allocate(Kernels.Convolutions.Convolution.ScratchBytes(shape));
        Emit(
            new ConvolutionStep([Reference(padded, type), Reference(kernel, type), output.Buffer.Reference, scratch.Reference], shape),
            padded.Buffer, kernel.Buffer, output.Buffer, scratch);
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
