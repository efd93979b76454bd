using Emulator.Errors;
using Emulator.Ir;

namespace Emulator.Parsing;

// tensor<2x3xf32>. The text between the brackets is read as characters: the lexer can not cut "2x3xf32".
internal sealed partial class StableHloParser
{
    private static readonly TensorType TokenType = new(ElementType.Token);

    private TensorType ParseType()
    {
        if (_token.Kind == TokenKind.TypeName && Text(_token).SequenceEqual("!stablehlo.token"))
        {
            Advance();
            return TokenType;
        }
        if (!IsKeyword("tensor"))
        {
            if (IsKeyword("tuple") || _token.Kind == TokenKind.TypeName)
                throw ProgramException.Unimplemented(_token.Location, $"values of type {Text(_token)} are not implemented; tensors are");
            throw Expected("a tensor type, as tensor<2x3xf32>");
        }
        if (_lexer.Peek(0) != '<')
        {
            Advance();
            throw Expected("'<' after tensor");
        }

        _lexer.Position++;
        var text = _lexer.Text.AsSpan(_lexer.Position);
        var close = text.IndexOf('>');
        if (close > 0 && _typeLookup.TryGetValue(text[..close], out var known))
        {
            _lexer.Position += close + 1;
            _token = _lexer.Next();
            return known;
        }
        var start = _lexer.Position;
        var type = ParseTensorBody();
        _types.TryAdd(_lexer.Text[start..(_lexer.Position - 1)], type);
        _token = _lexer.Next();
        return type;
    }

    private TensorType ParseTensorBody()
    {
        var location = _lexer.Location;
        var dims = new List<long>(4);
        while (true)
        {
            _lexer.SkipTrivia();
            var dim = ScanDimension();
            if (dim is null)
                break;
            dims.Add(dim.Value);
            _lexer.SkipTrivia();
            if (_lexer.Peek(0) != 'x')
                throw ProgramException.Invalid(_lexer.Location, "expected 'x' after a dimension of a tensor type");
            _lexer.Position++;
        }
        var element = ScanElementType();
        _lexer.SkipTrivia();
        if (_lexer.Peek(0) == ',')
            throw ProgramException.Unimplemented(_lexer.Location, "tensor types with an encoding (bounds, sparsity) are not implemented");
        if (_lexer.Peek(0) != '>')
            throw ProgramException.Invalid(_lexer.Location, "expected '>' to end the tensor type");
        _lexer.Position++;
        try
        {
            var type = new TensorType(element, [.. dims]);
            _ = checked(type.ElementCount * Math.Max(1, element.Size()));
            return type;
        }
        catch (OverflowException)
        {
            throw ProgramException.Invalid(location, "the tensor has more bytes than 64 bits can count");
        }
    }

    private long? ScanDimension()
    {
        if (_lexer.Peek(0) == '?')
        {
            _lexer.Position++;
            return TensorType.DynamicDimension;
        }
        if (!char.IsAsciiDigit(_lexer.Peek(0)))
            return null;
        var value = 0L;
        var location = _lexer.Location;
        for (; char.IsAsciiDigit(_lexer.Peek(0)); _lexer.Position++)
        {
            if (value > (long.MaxValue - 9) / 10)
                throw ProgramException.Invalid(location, "the dimension does not fit 64 bits");
            value = value * 10 + (_lexer.Peek(0) - '0');
        }
        return value;
    }

    private ElementType ScanElementType()
    {
        var location = _lexer.Location;
        var start = _lexer.Position;
        while (char.IsAsciiLetterOrDigit(_lexer.Peek(0)))
            _lexer.Position++;
        if (_lexer.Peek(0) == '<' && _lexer.Text.AsSpan(start, _lexer.Position - start).SequenceEqual("complex"))
        {
            while (_lexer.Peek(0) is not ('>' or '\0'))
                _lexer.Position++;
            _lexer.Position++;
        }
        var name = _lexer.Text.AsSpan(start, Math.Min(_lexer.Position, _lexer.Text.Length) - start);
        if (ElementTypes.Lookup.TryGetValue(name, out var element) && element != ElementType.Token)
            return element;
        if (name.SequenceEqual("index"))
            return ElementType.S64;
        if (name.IsEmpty)
            throw ProgramException.Invalid(location, $"expected a dimension or an element type, found '{_lexer.Peek(0)}'; allowed: {ElementTypes.AllowedNames}");
        throw ProgramException.Invalid(location, $"'{Shorten(name)}' is no element type; allowed: {ElementTypes.AllowedNames}");
    }

    private TensorType[] ParseTypeList()
    {
        if (!TryTake('('))
            return [ParseType()];
        if (TryTake(')'))
            return [];
        var types = new List<TensorType>(4);
        do
            types.Add(ParseType());
        while (TryTake(','));
        Take(')', "after the types");
        return [.. types];
    }

    /// <summary>The <c>: () -&gt; ()</c> of a generic module or function.</summary>
    private void ParseFunctionType()
    {
        Take(':', "and the operation's type");
        ParseTypeList();
        Take(TokenKind.Arrow, "'->'");
        ParseTypeList();
    }
}
