using Emulator.Errors;
using Emulator.Ir;

namespace Emulator.Parsing;

// %r:2 = "stablehlo.op"(%a, %b) <{properties}> ({regions}) {attributes} : (types) -> types
internal sealed partial class StableHloParser
{
    private readonly List<(string Name, int Count, Location Location)> _named = [];

    private Operation[] ParseOperations()
    {
        Enter();
        var operations = new List<Operation>();
        while (!_token.Is('}'))
        {
            if (_token.Kind == TokenKind.BlockName)
                throw ProgramException.Unimplemented(_token.Location, "a region with several blocks; StableHLO uses one");
            operations.Add(ParseOperation());
        }
        Leave();
        return [.. operations];
    }

    private Operation ParseOperation()
    {
        var first = _named.Count;
        if (_token.Kind == TokenKind.ValueName)
            ParseResultNames();
        var named = _named.Count == first ? [] : _named[first..].ToArray();
        _named.RemoveRange(first, _named.Count - first);

        if (_token.Kind == TokenKind.Identifier)
            return ParsePretty(named);
        var location = _token.Location;
        var quoted = Text(Take(TokenKind.String, "an operation, as \"stablehlo.add\"(…)"));
        var name = Intern(quoted[1..^1]);
        var kind = FindKind(name, location);

        var operands = ParseOperands();
        var attributes = ParseProperties();
        Region[] regions = [];
        if (TryTake('('))
            regions = ParseRegions();
        if (_token.Is('{'))
            attributes = attributes.Length == 0 ? ParseAttributeDictionary() : [.. attributes, .. ParseAttributeDictionary()];

        Take(':', $"and the types of {name}");
        CheckOperandTypes(name, operands, location);
        if (_token.Kind != TokenKind.Arrow)
            throw Expected("'->' and the result types");
        Advance();
        return Finish(kind, name, operands, ParseTypeList(), attributes, regions, named, location);
    }

    private Operation Finish(
        OpKind kind, string name, Value[] operands, TensorType[] types, NamedAttribute[] attributes, Region[] regions,
        (string Name, int Count, Location Location)[] named, Location location)
    {
        var results = DefineResults(name, named, types, location);
        SkipLocation();
        var operation = new Operation(kind, name, operands, results, attributes, regions, location);
        foreach (var result in results)
            result.Definition = operation;
        return operation;
    }

    private void ParseResultNames()
    {
        do
        {
            var token = Take(TokenKind.ValueName, "a result name");
            var count = 1;
            if (TryTake(':'))
                count = (int)Math.Clamp(ParseLong("the number of results"), 0, int.MaxValue);
            _named.Add((Text(token).ToString(), count, token.Location));
        }
        while (TryTake(','));
        Take('=', "after the result names");
    }

    private Value[] DefineResults(string name, (string Name, int Count, Location Location)[] named, TensorType[] types, Location location)
    {
        if (types.Length == 0 && named.Length == 0)
            return [];
        var values = new Value[types.Length];
        var next = 0;
        foreach (var (result, count, at) in named)
        {
            if (count < 1 || count > types.Length - next)
                throw ProgramException.Invalid(at, $"{name} has {types.Length} result(s), more are named");
            for (var i = 0; i < count; i++)
                values[next + i] = new Value(types[next + i], next + i, count == 1 ? result : $"{result}#{i}");
            _scope.Define(result, values, next, count, at);
            next += count;
        }
        if (named.Length > 0 && next != types.Length)
            throw ProgramException.Invalid(location, $"{name} has {types.Length} result(s), {next} are named");
        for (; next < types.Length; next++)
            values[next] = new Value(types[next], next, "(unnamed)");
        return values;
    }

    private Value[] ParseOperands()
    {
        Take('(', "before the operands");
        if (TryTake(')'))
            return [];
        var operands = new List<Value>(4);
        do
            operands.Add(ParseUse());
        while (TryTake(','));
        Take(')', "after the operands");
        return [.. operands];
    }

    private Value ParseUse()
    {
        var token = Take(TokenKind.ValueName, "a value, as %x");
        var number = 0L;
        // The lexer has not seen the # of %x#1 as part of a name: it stands alone before a digit.
        if (_token.Is('#'))
        {
            Advance();
            number = ParseLong("the number of the result after #");
        }
        return _scope.Use(Text(token), number, token.Location);
    }

    private void CheckOperandTypes(string name, Value[] operands, Location location)
    {
        var at = _token.Location;
        Take('(', "before the operand types");
        var count = 0;
        if (!TryTake(')'))
        {
            do
            {
                at = _token.Location;
                var type = ParseType();
                if (count < operands.Length && !ReferenceEquals(type, operands[count].Type) && !type.Equals(operands[count].Type))
                    throw ProgramException.Invalid(at, $"{name}: operand {count} is {operands[count]}, but {type} is written");
                count++;
            }
            while (TryTake(','));
            Take(')', "after the operand types");
        }
        if (count != operands.Length)
            throw ProgramException.Invalid(location, $"{name} has {operands.Length} operand(s), {count} operand type(s) are written");
    }

    /// <summary>An unknown name may be right in another version or dialect, so it is no invalid argument.</summary>
    private static OpKind FindKind(string name, Location location)
        => OpNames.TryGetKind(name, out var kind)
            ? kind
            : throw ProgramException.Unimplemented(location, $"the emulated device has no operation {name}");
}
