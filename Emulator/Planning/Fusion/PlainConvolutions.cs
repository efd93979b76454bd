using Emulator.Ir;
using Emulator.Planning.Graph;
using Emulator.Planning.Lowering;

namespace Emulator.Planning.Fusion;

/// <summary>Convolutions whose tensors lie as the kernel wants them.</summary>
internal static class PlainConvolutions
{
    /// <summary>Whether the kernel itself writes the result in order: f32, batch first and features last, a window of more than one element.</summary>
    public static bool IsPlain(GraphOp op)
    {
        var dims = op.Source.Find<ConvolutionDimensions>("dimension_numbers")!;
        return IsFloat(op) && op.Source.Int("batch_group_count", 1) == 1 && dims.OutputBatch == 0 && dims.OutputFeature == op.Output.Type.Rank - 1
            && Ordered(dims.OutputSpatial) && !ConvolutionWindow.Of(op, dims).IsPointwise;
    }

    /// <summary>The padding that the input's producer may leave room for; null when the input has to be arranged anyway.</summary>
    public static ConvolutionWindow? Padding(GraphOp op)
    {
        var dims = op.Source.Find<ConvolutionDimensions>("dimension_numbers")!;
        if (!IsFloat(op) || dims.InputBatch != 0 || dims.InputFeature != op.Inputs[0].Type.Rank - 1 || !Ordered(dims.InputSpatial))
            return null;
        var window = ConvolutionWindow.Of(op, dims);
        var simple = Array.TrueForAll(window.Low, l => l >= 0) && Array.TrueForAll(window.High, h => h >= 0) && Array.TrueForAll(window.Spread, s => s == 1);
        return simple && window.NeedsPadding ? window : null;
    }

    private static bool IsFloat(GraphOp op)
        => op.Inputs[0].Type.Element == ElementType.F32 && op.Inputs[1].Type.Element == ElementType.F32 && op.Output.Type.Element == ElementType.F32;

    private static bool Ordered(int[] spatial)
    {
        for (var i = 0; i < spatial.Length; i++)
        {
            if (spatial[i] != i + 1)
                return false;
        }
        return true;
    }
}
