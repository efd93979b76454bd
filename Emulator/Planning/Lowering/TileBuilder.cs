using Emulator.Ir;
using Emulator.Kernels.Tiles;
using Emulator.Planning.Views;

namespace Emulator.Planning.Lowering;

/// <summary>Puts a tile program together; values are numbered as they are made and get registers in <see cref="Build"/>.</summary>
internal sealed class TileBuilder(long count, long rowLength)
{
    private readonly List<TileAccess> _inputs = [];
    private readonly List<TileAccess> _outputs = [];
    private readonly List<TileConstant> _constants = [];
    private readonly List<TileIota> _iotas = [];
    private readonly List<TileInstruction> _code = [];
    private ushort _values;

    public long Count => count;

    public long RowLength => rowLength;

    public int Instructions => _code.Count;

    /// <summary>Elements of a tensor, read in the order of its dimensions.</summary>
    public ushort Input(int operand, ElementType type, StridedView view, bool perRow)
    {
        var flat = view.Collapse();
        var known = _inputs.Find(i => i.Operand == operand && i.Type == type && i.Offset == flat.Offset && i.PerRow == perRow
            && i.Dims.AsSpan().SequenceEqual(flat.Dims) && i.Strides.AsSpan().SequenceEqual(flat.Strides));
        if (known is not null)
            return known.Register;
        _inputs.Add(new TileAccess(operand, type, flat.Dims, flat.Strides, flat.Offset, perRow, _values));
        return _values++;
    }

    public ushort Constant(TileClass tileClass, ulong bits)
    {
        var known = _constants.FindIndex(c => c.Class == tileClass && c.Bits == bits);
        if (known >= 0)
            return _constants[known].Register;
        _constants.Add(new TileConstant(_values, tileClass, false, bits));
        return _values++;
    }

    public ushort Iota(TileClass tileClass, long inner, long size)
    {
        _iotas.Add(new TileIota(_values, tileClass, inner, size));
        return _values++;
    }

    public ushort Code(TileOp op, TileClass tileClass, bool perRow, ushort a, ushort b = 0, ushort c = 0, byte immediate = 0)
    {
        _code.Add(new TileInstruction(op, tileClass, perRow, _values, a, b, c, immediate));
        return _values++;
    }

    /// <summary>Writes a value; the buffer is none of the inputs', unless <paramref name="mayOverlap"/>.</summary>
    public void Output(int operand, ElementType type, StridedView view, bool perRow, ushort value, bool mayOverlap = false)
    {
        var flat = view.Collapse();
        var first = !_outputs.Exists(o => o.Register == value);
        var access = new TileAccess(operand, type, flat.Dims, flat.Strides, flat.Offset, perRow, value);
        var computed = _code.Exists(i => i.Target == value);
        _outputs.Add(access with { IsDirect = first && computed && !mayOverlap && access.IsLinear && TileClasses.IsNative(type) });
    }

    public TileProgram Build()
    {
        RowOperands.Use(_code, _outputs, rowLength);
        var registers = new RegisterAllocation(_values, _inputs, _outputs, _constants, _iotas, _code);
        return new TileProgram(
            count, rowLength, registers.Count,
            [.. _inputs.Select(i => i with { Register = registers[i.Register] })],
            [.. _outputs.Select(o => o with { Register = registers[o.Register] })],
            [.. _constants.Select(c => c with { Register = registers[c.Register] })],
            [.. _iotas.Select(i => i with { Register = registers[i.Register] })],
            registers.Code);
    }
}
