using Emulator.Errors;
using Emulator.Ir;

namespace Emulator.Parsing;

// module @name attributes {…} { functions }, the same fully generic, or functions alone.
internal sealed partial class StableHloParser
{
    private Module ParseModule()
    {
        ParseAliases();
        var name = "module";
        NamedAttribute[] attributes = [];
        List<Function> functions = [];
        if (TryTakeKeyword("module") || TryTakeKeyword("builtin.module"))
        {
            if (_token.Kind == TokenKind.SymbolName)
                name = ParseSymbol();
            if (TryTakeKeyword("attributes"))
                attributes = ParseAttributeDictionary();
            Take('{', "to begin the module's body");
            ParseFunctions(functions, '}');
            SkipLocation();
        }
        else if (_token.Kind == TokenKind.String && Text(_token).SequenceEqual("\"builtin.module\""))
        {
            attributes = ParseGenericModule(functions);
            name = Array.Find(attributes, a => a.Name == "sym_name").Value is StringAttribute given ? given.Value : name;
        }
        else
        {
            ParseFunctions(functions, '\0');
        }

        ParseAliases();
        if (_token.Kind != TokenKind.End)
            throw Expected("the end of the text after the module");
        if (!functions.Exists(f => f.Name == "main"))
            throw ProgramException.Invalid($"module @{name} has no function @main");
        return new Module(name, [.. functions], Count(attributes, "mhlo.num_replicas"), Count(attributes, "mhlo.num_partitions"));
    }

    private NamedAttribute[] ParseGenericModule(List<Function> functions)
    {
        Advance();
        Take('(', "after the operation's name");
        Take(')', "after the operands");
        var attributes = ParseProperties();
        Take('(', "before the module's region");
        Take('{', "to begin the module's body");
        if (_token.Kind == TokenKind.BlockName)
        {
            Advance();
            Take(':', "after the block's name");
        }
        ParseFunctions(functions, '}');
        Take(')', "after the module's region");
        if (_token.Is('{'))
            attributes = [.. attributes, .. ParseAttributeDictionary()];
        ParseFunctionType();
        SkipLocation();
        return attributes;
    }

    private void ParseFunctions(List<Function> functions, char end)
    {
        while (true)
        {
            if (end == '\0' ? _token.Kind == TokenKind.End || _token.Kind == TokenKind.HashName : TryTake(end))
                return;
            var function = ParseFunction();
            if (functions.Exists(f => f.Name == function.Name))
                throw ProgramException.Invalid(function.Location, $"there is already a function @{function.Name}");
            functions.Add(function);
        }
    }

    /// <summary><c>#name = attribute</c> before or after the module.</summary>
    private void ParseAliases()
    {
        while (_token.Kind == TokenKind.HashName)
        {
            var name = Text(Advance()).ToString();
            Take('=', "after the alias's name");
            if (IsKeyword("loc"))
                SkipLocation();
            else
                _aliases[name] = ParseAttribute();
        }
    }

    private static int Count(NamedAttribute[] attributes, string name) => Array.Find(attributes, a => a.Name == name).Value switch
    {
        IntegerAttribute { Value: >= 0 and <= int.MaxValue } count => (int)count.Value,
        IntegerAttribute count => throw ProgramException.Invalid($"{name} is {count.Value}"),
        _ => 0,
    };
}
