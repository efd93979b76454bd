using Emulator.Errors;
using Emulator.Ir;

namespace Emulator.Parsing;

// The few pretty forms that programs in generic form are mixed with: return, call, constant.
internal sealed partial class StableHloParser
{
    private Operation ParsePretty((string Name, int Count, Location Location)[] named)
    {
        var location = _token.Location;
        var name = Intern(Text(_token));
        switch (name)
        {
            case "return" or "func.return":
                return ParseReturn(OpKind.FuncReturn, "func.return", location);
            case "stablehlo.return":
                return ParseReturn(OpKind.Return, name, location);
            case "call" or "func.call":
                return ParseCall(named, location);
            case "stablehlo.constant":
                Advance();
                var attributes = _token.Is('{') ? ParseAttributeDictionary() : [];
                var value = ParseAttribute();
                if (value is not DenseAttribute { Type: var type })
                    throw ProgramException.Invalid(location, "stablehlo.constant needs a value, as dense<0.0> : tensor<f32>");
                return Finish(OpKind.Constant, name, [], [type], [.. attributes, new NamedAttribute("value", value)], [], named, location);
        }
        if (name.StartsWith("sdy.", StringComparison.Ordinal))
            throw ProgramException.Unimplemented(location, "Shardy is not partitioned here; write the program of one device, with collectives");
        throw ProgramException.Invalid(
            location,
            name.Contains('.') ? $"{name} stands in a short form; write it generically: \"{name}\"(…) : (…) -> …" : $"expected an operation, found '{name}'");
    }

    private Operation ParseReturn(OpKind kind, string name, Location location)
    {
        Advance();
        var operands = new List<Value>();
        if (_token.Kind == TokenKind.ValueName)
        {
            do
                operands.Add(ParseUse());
            while (TryTake(','));
            Take(':', "and the types returned");
            for (var i = 0; i < operands.Count; i++)
            {
                if (i > 0)
                    Take(',', "between the types returned");
                var at = _token.Location;
                var type = ParseType();
                if (!type.Equals(operands[i].Type))
                    throw ProgramException.Invalid(at, $"{name}: operand {i} is {operands[i]}, but {type} is written");
            }
        }
        return Finish(kind, name, [.. operands], [], [], [], [], location);
    }

    private Operation ParseCall((string Name, int Count, Location Location)[] named, Location location)
    {
        Advance();
        var callee = new NamedAttribute("callee", new SymbolAttribute(ParseSymbol()));
        var operands = ParseOperands();
        Take(':', "and the types of the call");
        CheckOperandTypes("func.call", operands, location);
        if (_token.Kind != TokenKind.Arrow)
            throw Expected("'->' and the result types");
        Advance();
        return Finish(OpKind.FuncCall, "func.call", operands, ParseTypeList(), [callee], [], named, location);
    }
}
