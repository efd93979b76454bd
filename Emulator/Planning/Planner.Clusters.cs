using Emulator.Ir;
using Emulator.Kernels.Tiles;
using Emulator.Planning.Fusion;
using Emulator.Planning.Graph;
using Emulator.Planning.Lowering;
using Emulator.Planning.Memory;
using Emulator.Planning.Steps;
using Emulator.Planning.Views;

namespace Emulator.Planning;

internal sealed partial class Planner
{
    private void Cluster(Unit unit)
    {
        var buffers = new StepBuffers();
        var program = ClusterProgram(unit, buffers);
        Emit(new TileStep(buffers.References, program), buffers.Touched);
    }

    /// <summary>One tile program for a cluster.</summary>
    private TileProgram ClusterProgram(Unit unit, StepBuffers buffers)
    {
        var builder = new TileBuilder(unit.Count, unit.RowLength);
        var registers = new Dictionary<GraphValue, ushort>();
        var expanded = new Dictionary<GraphValue, ushort>();
        foreach (var op in unit.Operations)
        {
            var perRow = unit.PerRow.Contains(op);
            registers[op.Output] = op.Kind == OpKind.Reduce ? RowReduction(op) : Lowering.Elementwise.Lower(builder, op.Source, Operands(op, perRow), perRow);
        }
        foreach (var value in unit.Exports.OrderBy(v => v.Producer!.Index))
        {
            var buffer = _placements.TryGetValue(value, out var block) ? block.Buffer : PaddedOutput(value);
            var mayOverlap = buffer.Space == BufferSpace.Result;
            builder.Output(buffers.Add(buffer), value.Type.Element, _placements[value].View, unit.PerRow.Contains(value.Producer!), registers[value], mayOverlap);
        }
        return builder.Build();

        ushort[] Operands(GraphOp op, bool perRow)
            => Array.ConvertAll(op.Inputs, input => Operand(input, perRow, perRow ? unit.Count / unit.RowLength : unit.Count));

        ushort Operand(GraphValue input, bool perRow, long count)
        {
            var inside = Inside.Find(input, v => registers.ContainsKey(v), unit.RowLength);
            if (inside.Value is { } value)
                return inside.Expand ? Expand(value) : registers[value];
            if (input.Producer is { IsSplat: true } splat)
                return Lowering.Elementwise.Splat(builder, splat.Constant!);
            var place = Place(input);
            var view = place.View.Count == count ? place.View : new StridedView([count], [0], place.View.Offset);
            return builder.Input(buffers.Add(place.Buffer), input.Type.Element, view, perRow);
        }

        ushort Expand(GraphValue value)
        {
            if (!expanded.TryGetValue(value, out var register))
                expanded[value] = register = builder.Code(TileOp.Expand, TileClasses.Of(value.Type.Element)!.Value, false, registers[value]);
            return register;
        }

        ushort RowReduction(GraphOp op)
        {
            var type = op.Output.Type.Element;
            var tileClass = TileClasses.Of(type)!.Value;
            var kind = Reducer.Simple(op.Source.Regions[0])!.Value;
            var operand = Operand(op.Inputs[0], false, unit.Count);
            var code = Reducer.RowOp(kind, type);
            var reduced = Lowering.Elementwise.Round(builder, type, tileClass, builder.Code(code, tileClass, true, operand), true);
            if (Identities.IsIdentity(op.Inputs[1], code))
                return reduced;
            var start = Operand(op.Inputs[1], true, unit.Count / unit.RowLength);
            var joined = builder.Code(Identities.Binary(code), tileClass, true, start, reduced);
            return Lowering.Elementwise.Round(builder, type, tileClass, joined, true);
        }
    }
}
