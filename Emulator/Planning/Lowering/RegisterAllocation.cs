using Emulator.Kernels.Tiles;

namespace Emulator.Planning.Lowering;

/// <summary>
/// Gives values registers: inputs, constants and outputs keep theirs for the whole tile, what lies between shares.
/// Few registers keep a tile in the first-level cache.
/// </summary>
internal sealed class RegisterAllocation
{
    private readonly ushort[] _register;
    private readonly bool[] _kept;
    private readonly int[] _lastUse;
    private readonly Stack<ushort> _free = [];

    public RegisterAllocation(
        int values, List<TileAccess> inputs, List<TileAccess> outputs, List<TileConstant> constants, List<TileIota> iotas, List<TileInstruction> code)
    {
        _register = new ushort[values];
        _kept = new bool[values];
        _lastUse = new int[values];
        Keep(inputs.Select(i => i.Register));
        Keep(constants.Select(c => c.Register));
        Keep(iotas.Select(i => i.Register));
        Keep(outputs.Select(o => o.Register));
        for (var i = 0; i < code.Count; i++)
        {
            foreach (var operand in Operands(code[i]))
                _lastUse[operand] = i;
        }
        Code = [.. code.Select(Assign)];
    }

    public int Count { get; private set; }

    public TileInstruction[] Code { get; }

    public ushort this[ushort value] => _register[value];

    private static IEnumerable<ushort> Operands(TileInstruction code)
    {
        yield return code.A;
        if (code.Op is >= TileOp.Add and <= TileOp.Less and not (TileOp.Move or TileOp.Convert))
            yield return code.B;
        if (code.Op != TileOp.Select)
            yield break;
        yield return code.B;
        yield return code.C;
    }

    private void Keep(IEnumerable<ushort> values)
    {
        foreach (var value in values)
        {
            if (_kept[value])
                continue;
            _kept[value] = true;
            _register[value] = (ushort)Count++;
        }
    }

    private TileInstruction Assign(TileInstruction code, int index)
    {
        // The target is taken before the operands are given back: not every instruction may run in place.
        if (!_kept[code.Target])
            _register[code.Target] = _free.TryPop(out var free) ? free : (ushort)Count++;
        var assigned = code with { Target = _register[code.Target], A = _register[code.A] };
        foreach (var operand in Operands(code).Distinct())
        {
            if (!_kept[operand] && _lastUse[operand] == index)
                _free.Push(_register[operand]);
        }
        return code.Op switch
        {
            TileOp.Select => assigned with { B = _register[code.B], C = _register[code.C] },
            >= TileOp.Add and <= TileOp.Less => assigned with { B = _register[code.B] },
            _ => assigned with { B = 0, C = 0 },
        };
    }
}
