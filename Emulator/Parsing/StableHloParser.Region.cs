using Emulator.Errors;
using Emulator.Ir;

namespace Emulator.Parsing;

// ({ ^bb0(%a: type, %b: type): operations }, { … })
internal sealed partial class StableHloParser
{
    private Region[] ParseRegions()
    {
        var regions = new List<Region>(2);
        do
            regions.Add(ParseRegion());
        while (TryTake(','));
        Take(')', "after the regions");
        return [.. regions];
    }

    private Region ParseRegion()
    {
        var location = Take('{', "to begin a region").Location;
        var mark = _scope.Open();
        Value[] arguments = [];
        if (_token.Kind == TokenKind.BlockName)
        {
            Advance();
            if (TryTake('('))
                arguments = ParseBlockArguments();
            Take(':', "after the block's arguments");
        }
        var operations = ParseOperations();
        Take('}', "to end the region");
        _scope.Close(mark);
        return new Region(new Block(arguments, operations, location));
    }

    private Value[] ParseBlockArguments()
    {
        var arguments = new List<Value>(4);
        while (!TryTake(')'))
        {
            if (arguments.Count > 0)
                Take(',', "between block arguments");
            arguments.Add(ParseBlockArgument(arguments.Count));
        }
        return [.. arguments];
    }

    private Value ParseBlockArgument(int index)
    {
        var token = Take(TokenKind.ValueName, "an argument, as %x: tensor<…>");
        var name = Text(token).ToString();
        Take(':', $"and the type of {name}");
        var argument = new Value(ParseType(), index, name);
        _scope.Define(name, [argument], 0, 1, token.Location);
        return argument;
    }

    /// <summary><c>loc(…)</c> at the end of an operation means nothing here.</summary>
    private void SkipLocation()
    {
        if (!IsKeyword("loc"))
            return;
        Advance();
        var depth = 0;
        do
        {
            if (_token.Is('('))
                depth++;
            else if (_token.Is(')'))
                depth--;
            else if (_token.Kind == TokenKind.End)
                throw Expected("')' to end the location");
            Advance();
        }
        while (depth > 0);
    }
}
