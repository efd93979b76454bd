using Emulator.Kernels.Products;
using Emulator.Planning.Fusion;
using Emulator.Planning.Graph;
using Emulator.Planning.Memory;
using Emulator.Planning.Steps;

namespace Emulator.Planning;

internal sealed partial class Planner
{
    /// <summary>A product, what follows it, and perhaps the product after that, as one step.</summary>
    private void Chain(Unit unit)
    {
        if (unit.Product!.Kind == Ir.OpKind.Convolution)
        {
            Convolution(unit.Product, unit);
            return;
        }
        var (first, left, right) = Product(unit.Product);
        var buffers = new StepBuffers();
        var input = buffers.Add(InBlocks(unit.Product.Output));
        var scratch = Allocate(PackedRight.Bytes(first));
        if (unit.Second is null)
        {
            var program = ClusterProgram(unit, buffers);
            var nowhere = new BufferRef(BufferSpace.Block, 0);
            Emit(
                new ChainStep(
                    [left.Buffer.Reference, right.Buffer.Reference, nowhere, nowhere, scratch.Reference, nowhere, .. buffers.References],
                    new ChainShape(first, program, input, -1, -1, null), left.Offset, right.Offset, 0),
                [left.Buffer, right.Buffer, scratch, .. buffers.Touched]);
            return;
        }
        var joined = unit.Exports.Single();
        var divisor = DeferredDivision.Of(unit, first);
        var between = InBlocks(joined);
        if (divisor is not null)
        {
            unit = divisor.Rest;
            _placements[divisor.Dividend] = Whole(between, joined);
        }
        var divisors = divisor is null ? null : InBlocks(divisor.Divisor);
        var middle = ClusterProgram(unit, buffers);
        var (second, _, secondRight) = Product(unit.Second!);
        // Within a block, rows follow each other.
        second = second with { LeftBatch = new long[second.LeftBatch.Length] };
        var secondScratch = Allocate(PackedRight.Bytes(second));
        var output = OutputBuffer(unit.Second!.Output);
        var shape = new ChainShape(first, middle, input, buffers.Add(between), divisors is null ? -1 : buffers.Add(divisors), second);
        Emit(
            new ChainStep(
                [left.Buffer.Reference, right.Buffer.Reference, secondRight.Buffer.Reference, output.Reference, scratch.Reference, secondScratch.Reference, .. buffers.References],
                shape, left.Offset, right.Offset, secondRight.Offset),
            [left.Buffer, right.Buffer, secondRight.Buffer, output, scratch, secondScratch, .. buffers.Touched]);
    }

    /// <summary>A place for a value that is never in memory as a whole.</summary>
    private PlannedBuffer InBlocks(GraphValue value)
    {
        var buffer = new PlannedBuffer(BufferSpace.Block, _blocks++, 0);
        _placements[value] = Whole(buffer, value);
        return buffer;
    }
}
