using Emulator.Errors;
using Emulator.Ir;

namespace Emulator.Parsing;

// func.func private @name(%x: type {attributes}) -> (types) attributes {…} { body }, or the same fully generic.
internal sealed partial class StableHloParser
{
    private Function ParseFunction()
    {
        _scope = new Scope();
        if (_token.Kind == TokenKind.String && Text(_token).SequenceEqual("\"func.func\""))
            return ParseGenericFunction();
        if (_token.Kind == TokenKind.Identifier && Text(_token).StartsWith("sdy."))
            throw ProgramException.Unimplemented(_token.Location, "Shardy is not partitioned here; write the program of one device, with collectives");
        if (!TryTakeKeyword("func.func") && !TryTakeKeyword("func"))
            throw Expected("a function (func.func)");

        var isPrivate = TryTakeKeyword("private");
        if (!isPrivate)
            _ = TryTakeKeyword("public") || TryTakeKeyword("nested");
        var location = _token.Location;
        var name = ParseSymbol();
        Take('(', "before the parameters");
        var parameters = new List<ParameterInfo>();
        var arguments = new List<Value>();
        while (!_token.Is(')'))
        {
            if (arguments.Count > 0)
                Take(',', "between parameters");
            arguments.Add(ParseBlockArgument(arguments.Count));
            parameters.Add(_token.Is('{') ? Donation(ParseAttributeDictionary()) : ParameterInfo.Plain);
        }
        Advance();

        var results = _token.Kind == TokenKind.Arrow ? ParseFunctionResults() : [];
        if (TryTakeKeyword("attributes"))
            ParseAttributeDictionary();
        if (!_token.Is('{'))
            throw Expected($"'{{' to begin the body of @{name}; functions without a body can not be run");
        var bodyLocation = Advance().Location;
        var body = new Block([.. arguments], ParseOperations(), bodyLocation);
        Take('}', $"to end the body of @{name}");
        SkipLocation();
        return new Function(name, isPrivate, body, results, [.. parameters], location);
    }

    private TensorType[] ParseFunctionResults()
    {
        Advance();
        if (!TryTake('('))
            return [ParseType()];
        var results = new List<TensorType>();
        while (!TryTake(')'))
        {
            if (results.Count > 0)
                Take(',', "between result types");
            results.Add(ParseType());
            if (_token.Is('{'))
                ParseAttributeDictionary();
        }
        return [.. results];
    }

    private Function ParseGenericFunction()
    {
        var location = Advance().Location;
        Take('(', "after the operation's name");
        Take(')', "after the operands");
        var attributes = ParseProperties();
        Take('(', "before the function's region");
        var region = ParseRegion();
        Take(')', "after the function's region");
        if (_token.Is('{'))
            attributes = [.. attributes, .. ParseAttributeDictionary()];
        ParseFunctionType();
        SkipLocation();

        Ir.Attribute? Find(string name) => Array.Find(attributes, a => a.Name == name).Value;
        if (Find("sym_name") is not StringAttribute { Value: var name })
            throw ProgramException.Invalid(location, "func.func needs sym_name");
        if (Find("function_type") is not FunctionTypeAttribute type)
            throw ProgramException.Invalid(location, $"@{name} needs function_type");
        var arguments = region.Body.Arguments;
        if (!arguments.Select(a => a.Type).SequenceEqual(type.Inputs))
            throw ProgramException.Invalid(location, $"the block arguments of @{name} differ from the inputs of its function_type");
        var parameters = new ParameterInfo[arguments.Length];
        Array.Fill(parameters, ParameterInfo.Plain);
        if (Find("arg_attrs") is ArrayAttribute { Items: var items } && items.Length == parameters.Length)
            parameters = Array.ConvertAll(items, i => i is DictionaryAttribute d ? Donation(d.Items) : ParameterInfo.Plain);
        var isPrivate = Find("sym_visibility") is StringAttribute { Value: "private" };
        return new Function(name, isPrivate, region.Body, type.Results, parameters, location);
    }

    private static ParameterInfo Donation(NamedAttribute[] attributes)
    {
        var donation = ParameterInfo.Plain;
        foreach (var (name, value) in attributes)
        {
            if (name == "tf.aliasing_output" && value is IntegerAttribute { Value: >= 0 } output)
                donation = donation with { AliasedOutput = (int)Math.Min(output.Value, int.MaxValue) };
            else if (name == "jax.buffer_donor" && value is BoolAttribute { Value: true })
                donation = donation with { Donor = true };
        }
        return donation;
    }
}
