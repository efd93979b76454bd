using System.Globalization;
using System.Text;
using Emulator.Errors;
using Emulator.Ir;

namespace Emulator.Parsing;

// Attributes of the builtin dialect.
internal sealed partial class StableHloParser
{
    private static readonly UnitAttribute Unit = new();

    /// <summary><c>&lt;{a = 1 : i64}&gt;</c>, or nothing.</summary>
    private NamedAttribute[] ParseProperties()
    {
        if (!TryTake('<'))
            return [];
        var attributes = ParseAttributeDictionary();
        Take('>', "after the properties");
        return attributes;
    }

    private NamedAttribute[] ParseAttributeDictionary()
    {
        Take('{', "to begin the attributes");
        if (TryTake('}'))
            return [];
        var attributes = new List<NamedAttribute>(4);
        do
        {
            if (_token.Kind is not (TokenKind.Identifier or TokenKind.String))
                throw Expected("an attribute name");
            var name = Intern(Text(_token).Trim('"'));
            Advance();
            attributes.Add(new NamedAttribute(name, TryTake('=') ? ParseAttribute() : Unit));
        }
        while (TryTake(','));
        Take('}', "or ',' after an attribute");
        return [.. attributes];
    }

    private Ir.Attribute ParseAttribute()
    {
        Enter();
        var attribute = _token.Kind switch
        {
            TokenKind.Integer or TokenKind.HexInteger or TokenKind.Float => ParseNumber(),
            TokenKind.String => new StringAttribute(Unescape(Text(Advance()))),
            TokenKind.SymbolName => new SymbolAttribute(ParseSymbol()),
            TokenKind.HashName => ParseDialectAttribute(),
            TokenKind.TypeName => new TypeAttribute(ParseType()),
            TokenKind.Identifier => ParseNamedAttribute(),
            TokenKind.Punctuation when _token.Is('[') => ParseArray(),
            TokenKind.Punctuation when _token.Is('{') => new DictionaryAttribute(ParseAttributeDictionary()),
            TokenKind.Punctuation when _token.Is('(') => ParseFunctionTypeAttribute(),
            _ => throw Expected("an attribute value"),
        };
        Leave();
        return attribute;
    }

    private Ir.Attribute ParseNamedAttribute()
    {
        var name = Text(_token);
        switch (name)
        {
            case "true" or "false":
                return new BoolAttribute(Text(Advance()).SequenceEqual("true"));
            case "unit":
                Advance();
                return Unit;
            case "dense":
                return ParseDense();
            case "array":
                return ParseIntArray();
            case "tensor":
                return new TypeAttribute(ParseType());
            case "affine_map" or "strided":
                return ParseOpaque();
        }
        if (ElementTypes.Lookup.TryGetValue(name, out var element))
        {
            Advance();
            return new TypeAttribute(new TensorType(element));
        }
        throw Expected("an attribute value");
    }

    private Ir.Attribute ParseNumber()
    {
        var token = Advance();
        var isFloat = token.Kind == TokenKind.Float;
        var type = isFloat ? ElementType.F64 : ElementType.S64;
        if (_token.Is(':'))
        {
            Advance();
            type = ParseScalarType();
        }
        if (isFloat)
        {
            return type.IsFloat()
                ? new FloatAttribute(double.Parse(Text(token), CultureInfo.InvariantCulture), type)
                : throw ProgramException.Invalid(token.Location, $"{Text(token)} is no value of type {type.MlirName()}");
        }
        if (type.IsFloat() && token.Kind == TokenKind.Integer)
            throw ProgramException.Invalid(token.Location, $"write {Text(token)}.0 for a value of type {type.MlirName()}");
        return new IntegerAttribute(ParseLong(token), type);
    }

    private ElementType ParseScalarType()
    {
        var token = Take(TokenKind.Identifier, "a scalar type, as i64");
        if (ElementTypes.Lookup.TryGetValue(Text(token), out var type))
            return type;
        return Text(token).SequenceEqual("index")
            ? ElementType.S64
            : throw ProgramException.Invalid(token.Location, $"'{Text(token)}' is no scalar type; allowed: {ElementTypes.AllowedNames}");
    }

    private long ParseLong(string what)
    {
        var token = _token.Kind is TokenKind.Integer or TokenKind.HexInteger ? Advance() : throw Expected(what);
        return ParseLong(token);
    }

    private long ParseLong(Token token)
    {
        var text = Text(token);
        var parsed = token.Kind == TokenKind.HexInteger
            ? long.TryParse(text[(text.IndexOf('x') + 1)..], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value)
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
        return parsed ? value : throw ProgramException.Invalid(token.Location, $"{Shorten(text)} does not fit 64 bits");
    }

    private ArrayAttribute ParseArray()
    {
        Advance();
        var items = new List<Ir.Attribute>();
        while (!TryTake(']'))
        {
            if (items.Count > 0)
                Take(',', "or ']' after an item");
            items.Add(ParseAttribute());
        }
        return new ArrayAttribute([.. items]);
    }

    /// <summary><c>array&lt;i64: 1, 2&gt;</c>.</summary>
    private IntArrayAttribute ParseIntArray()
    {
        Advance();
        Take('<', "after array");
        var type = ParseScalarType();
        var values = new List<long>();
        if (TryTake(':'))
        {
            do
            {
                if (type == ElementType.Pred && _token.Kind == TokenKind.Identifier)
                    values.Add(TryTakeKeyword("true") ? 1 : TryTakeKeyword("false") ? 0 : throw Expected("true or false"));
                else
                    values.Add(ParseLong("an integer of the array"));
            }
            while (TryTake(','));
        }
        Take('>', "to end the array");
        return new IntArrayAttribute([.. values], type);
    }

    private FunctionTypeAttribute ParseFunctionTypeAttribute()
    {
        var inputs = ParseTypeList();
        Take(TokenKind.Arrow, "'->' of a function type");
        return new FunctionTypeAttribute(inputs, ParseTypeList());
    }

    private string ParseSymbol()
    {
        var text = Text(Take(TokenKind.SymbolName, "a symbol, as @main"))[1..];
        return Intern(text.Length > 0 && text[0] == '"' ? Unescape(text) : text);
    }

    private static string Unescape(ReadOnlySpan<char> quoted)
    {
        var text = quoted[1..^1];
        if (!text.Contains('\\'))
            return text.ToString();
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
                result.Append(text[i]);
            else if (i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
                result.Append((char)byte.Parse(text.Slice((i += 2) - 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            else
                result.Append(text[++i] switch { 'n' => '\n', 't' => '\t', var c => c });
        }
        return result.ToString();
    }
}
