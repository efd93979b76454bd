using Emulator.Errors;
using Emulator.Ir;

namespace Emulator.Parsing;

/// <summary>
/// Names visible at a point of a function. A region opens a scope of its own, which ends with it;
/// a name that is visible may not be given again (MLIR's rule for regions that see outside values).
/// </summary>
internal sealed class Scope
{
    private readonly Dictionary<string, Binding> _names = [];
    private readonly Dictionary<string, Binding>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly List<string> _order = [];

    public Scope() => _lookup = _names.GetAlternateLookup<ReadOnlySpan<char>>();

    public int Open() => _order.Count;

    public void Close(int mark)
    {
        for (var i = mark; i < _order.Count; i++)
            _names.Remove(_order[i]);
        _order.RemoveRange(mark, _order.Count - mark);
    }

    public void Define(string name, Value[] values, int first, int count, Location location)
    {
        if (!_names.TryAdd(name, new Binding(values, first, count)))
            throw ProgramException.Invalid(location, $"{name} is already defined here; every name inside a function is given once");
        _order.Add(name);
    }

    public Value Use(ReadOnlySpan<char> name, long number, Location location)
    {
        if (!_lookup.TryGetValue(name, out var binding))
            throw ProgramException.Invalid(location, $"{name} is not defined before this use, or not visible in this region");
        if (number < 0 || number >= binding.Count)
            throw ProgramException.Invalid(location, $"{name}#{number} does not exist: {name} has {binding.Count} result(s)");
        return binding.Values[binding.First + (int)number];
    }

    private readonly record struct Binding(Value[] Values, int First, int Count);
}
