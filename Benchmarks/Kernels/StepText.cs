using Emulator.Kernels.Tiles;
using Emulator.Planning.Steps;

namespace Benchmarks.Kernels;

/// <summary>A step in one line.</summary>
internal static class StepText
{
    public static string Of(PlanStep step) => step switch
    {
        ProductStep product => $"product {product.Shape.BatchCount} x [{product.Shape.Rows}x{product.Shape.Depth}] x [{product.Shape.Depth}x{product.Shape.Columns}] b strides {product.Shape.RightDepth},{product.Shape.RightColumn}",
        TileStep tiles => $"tiles {tiles.Program.Count} rows of {tiles.Program.RowLength}: {string.Join(' ', tiles.Program.Code.Select(c => c.Op))} in {string.Join(' ', tiles.Program.Inputs.Select(Access))} out {string.Join(' ', tiles.Program.Outputs.Select(Access))}",
        ChainStep chain => $"chain {chain.Shape.First.BatchCount} x [{chain.Shape.First.Rows}x{chain.Shape.First.Depth}x{chain.Shape.First.Columns}] then {string.Join(' ', chain.Shape.Middle.Code.Select(c => c.Op))} then {chain.Shape.Second?.Columns} columns",
        CopyStep copy => $"copy [{string.Join(',', copy.Shape.Dims)}] from [{string.Join(',', copy.Shape.From)}] to [{string.Join(',', copy.Shape.To)}]",
        ConvolutionStep convolution => $"convolution {string.Join('x', convolution.Shape.Output)} {convolution.Shape.Channels} to {convolution.Shape.Features} then {string.Join(' ', convolution.Middle?.Code.Select(c => c.Op) ?? [])}",
        ReduceStep reduce => $"reduce {reduce.Shape.Operation} [{reduce.Shape.Outer},{reduce.Shape.Reduced},{reduce.Shape.Inner}] of {string.Join(' ', reduce.Shape.Producer?.Code.Select(c => c.Op) ?? [])}",
        CollectiveStep collective => $"{collective.Kind} {string.Join(' ', collective.Tensors.Select(t => t.InputBytes))} bytes",
        _ => step.GetType().Name,
    };

    private static string Access(TileAccess access)
        => access.IsLinear ? "linear" : $"[{string.Join(',', access.Dims)}]*[{string.Join(',', access.Strides)}]{(access.PerRow ? "r" : "")}";
}
