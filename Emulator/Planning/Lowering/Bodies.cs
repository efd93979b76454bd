using Emulator.Errors;
using Emulator.Ir;
using Emulator.Kernels.Tiles;
using Emulator.Planning.Graph;

namespace Emulator.Planning.Lowering;

/// <summary>Bodies of reductions, scatters, sorts and collectives as instructions: scalars of the text become elements of tiles.</summary>
internal static class Bodies
{
    /// <param name="builder">Gets the instructions.</param>
    /// <param name="module">For functions that the body calls.</param>
    /// <param name="region">The body.</param>
    /// <param name="arguments">Registers of its arguments.</param>
    /// <returns>Registers of its results.</returns>
    public static ushort[] Lower(TileBuilder builder, Module module, Region region, ushort[] arguments)
    {
        var body = GraphBuilder.BuildBody(module, region.Body);
        var registers = new Dictionary<GraphValue, ushort>();
        for (var i = 0; i < arguments.Length; i++)
            registers[body.Arguments[i]] = arguments[i];
        foreach (var op in body.Operations)
        {
            if (op.Output.Type.ElementCount != 1)
                throw ProgramException.Unimplemented(op.Source.Location, $"{op.Source.Name} of {op.Output.Type} in a body of scalars");
            registers[op.Output] = Operation(builder, op, Array.ConvertAll(op.Inputs, i => registers[i]));
        }
        return Array.ConvertAll(body.Results, r => registers[r]);
    }

    /// <summary>A program that combines ranges of adjacent elements: the body's arguments are the first buffers, its results the next ones.</summary>
    public static TileProgram Program(Module module, Region region, long count)
    {
        var builder = new TileBuilder(count, 1);
        var arguments = region.Body.Arguments;
        var view = new Views.StridedView([count], [1], 0);
        var registers = new ushort[arguments.Length];
        for (var i = 0; i < registers.Length; i++)
            registers[i] = builder.Input(i, arguments[i].Type.Element, view, false);
        var results = Lower(builder, module, region, registers);
        for (var i = 0; i < results.Length; i++)
            builder.Output(arguments.Length + i, region.Body.Terminator.Operands[i].Type.Element, view, false, results[i], mayOverlap: true);
        return builder.Build();
    }

    private static ushort Operation(TileBuilder builder, GraphOp op, ushort[] operands)
    {
        if (op.Constant is { } constant)
            return Elementwise.Splat(builder, constant);
        if (OpKinds.IsView(op) && op.Kind != OpKind.BitcastConvert)
            return operands[0];
        if (OpKinds.IsElementwise(op.Kind) && op.Kind != OpKind.Iota)
            return Elementwise.Lower(builder, op.Source, operands, false);
        throw ProgramException.Unimplemented(op.Source.Location, $"{op.Source.Name} in the body of a reduction, scatter, sort or collective");
    }
}
