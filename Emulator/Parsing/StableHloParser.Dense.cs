using System.Globalization;
using Emulator.Errors;
using Emulator.Ir;

namespace Emulator.Parsing;

// dense<…> : tensor<…>. The type comes last, so the literals are noted on a first pass and turned into bytes on a second.
internal sealed partial class StableHloParser
{
    private DenseAttribute ParseDense()
    {
        var location = Advance().Location;
        Take('<', "after dense");
        var literals = new List<Token>();
        var shape = new List<long>();
        var isList = _token.Is('[');
        if (isList)
            CollectLiterals(literals, shape, 0);
        else if (!_token.Is('>'))
            literals.Add(TakeLiteral());
        Take('>', "to end dense");
        Take(':', "and the type of dense");
        var type = ParseType();

        if (!type.IsStatic)
            throw ProgramException.Invalid(location, "dense needs a type with static dimensions");
        if (type.Element.IsComplex())
            throw ProgramException.Unimplemented(location, "complex constants are not implemented");
        if (literals is [{ Kind: TokenKind.String } blob])
            return ParseBlob(blob, type);
        if (isList)
            CheckShape(shape, type, location);
        else if (literals.Count == 0 && type.ElementCount != 0)
            throw ProgramException.Invalid(location, $"dense<> has no elements, {type} has {type.ElementCount}");

        var size = type.Element.Size();
        var data = new byte[literals.Count * size];
        for (var i = 0; i < literals.Count; i++)
            Encode(literals[i], type.Element, data.AsSpan(i * size, size));
        return new DenseAttribute(type, data, !isList && literals.Count == 1);
    }

    private void CollectLiterals(List<Token> literals, List<long> shape, int depth)
    {
        Enter();
        var location = Advance().Location;
        if (shape.Count <= depth)
            shape.Add(-1);
        var count = 0L;
        while (!TryTake(']'))
        {
            if (count++ > 0)
                Take(',', "or ']' after an element");
            if (_token.Is('['))
                CollectLiterals(literals, shape, depth + 1);
            else if (shape.Count == depth + 1)
                literals.Add(TakeLiteral());
            else
                throw Expected("a list: the lists of dense are nested equally deep");
        }
        if (shape[depth] < 0)
            shape[depth] = count;
        else if (shape[depth] != count)
            throw ProgramException.Invalid(location, $"lists of one level of dense differ in length: {shape[depth]} and {count}");
        Leave();
    }

    private Token TakeLiteral() => _token.Kind switch
    {
        TokenKind.Integer or TokenKind.HexInteger or TokenKind.Float or TokenKind.String => Advance(),
        TokenKind.Identifier when IsKeyword("true") || IsKeyword("false") => Advance(),
        _ => throw Expected("a number, true, false or a string of hexadecimal bytes"),
    };

    private static void CheckShape(List<long> shape, TensorType type, Location location)
    {
        // An empty list ends the nesting early: dense<[]> is any shape with no elements.
        var empty = shape[^1] == 0 && type.ElementCount == 0;
        if (!empty && !shape.SequenceEqual(type.Dims))
            throw ProgramException.Invalid(location, $"dense lists {string.Join('x', shape)} elements, its type is {type}");
    }

    private DenseAttribute ParseBlob(Token token, TensorType type)
    {
        var text = Text(token)[1..^1];
        if (!text.StartsWith("0x"))
            throw ProgramException.Invalid(token.Location, "a string in dense is hexadecimal bytes, as \"0x0000803F\"");
        var digits = text[2..];
        if (digits.Length % 2 != 0)
            throw ProgramException.Invalid(token.Location, $"{digits.Length} hexadecimal digits are no whole bytes");
        var bytes = digits.Length / 2;
        if (type.Element == ElementType.Pred)
            return Unpack(Hex(token, digits), type, token);
        if (bytes != type.ByteSize && bytes != type.Element.Size())
            throw ProgramException.Invalid(token.Location, $"{bytes} bytes, but {type} has {type.ByteSize}");
        return new DenseAttribute(type, Hex(token, digits), bytes != type.ByteSize || type.ElementCount == 1);
    }

    private static byte[] Hex(Token token, ReadOnlySpan<char> digits)
    {
        try
        {
            return Convert.FromHexString(digits);
        }
        catch (FormatException)
        {
            throw ProgramException.Invalid(token.Location, "the string holds a character that is no hexadecimal digit");
        }
    }

    /// <summary>Predicates are packed eight to a byte, the first in the lowest bit; 0x00 and 0xFF alone are splats.</summary>
    private static DenseAttribute Unpack(byte[] packed, TensorType type, Token token)
    {
        if (packed is [0x00 or 0xFF] && type.ElementCount != 8)
            return new DenseAttribute(type, [(byte)(packed[0] & 1)], true);
        if (packed.Length != (type.ElementCount + 7) / 8)
            throw ProgramException.Invalid(token.Location, $"{packed.Length} bytes, but {type} packs into {(type.ElementCount + 7) / 8}");
        var data = new byte[type.ElementCount];
        for (var i = 0; i < data.Length; i++)
            data[i] = (byte)(packed[i / 8] >> (i % 8) & 1);
        return new DenseAttribute(type, data, false);
    }

    private void Encode(Token token, ElementType type, Span<byte> target)
    {
        var text = Text(token);
        ulong bits;
        if (token.Kind == TokenKind.String)
            throw ProgramException.Invalid(token.Location, "a string stands alone in dense");
        if (token.Kind == TokenKind.Identifier)
            bits = type == ElementType.Pred ? text.SequenceEqual("true") ? 1UL : 0UL : throw NoValue(token, type);
        else if (token.Kind == TokenKind.Float)
            bits = type.IsFloat() ? FloatLiteral.ToBits(double.Parse(text, CultureInfo.InvariantCulture), type) : throw NoValue(token, type);
        else if (!type.IsFloat())
            bits = IntegerLiteral.TryToBits(text, type, out var integer) ? integer : throw NoValue(token, type);
        else if (token.Kind == TokenKind.HexInteger && text.Length == 2 + 2 * type.Size() && IntegerLiteral.TryToBits(text, type, out var pattern))
            bits = pattern;
        else
            throw NoValue(token, type);
        for (var i = 0; i < target.Length; i++)
            target[i] = (byte)(bits >> (8 * i));
    }

    private ProgramException NoValue(Token token, ElementType type)
    {
        var hint = type.IsFloat() ? $"; write a decimal point, or {2 * type.Size()} hexadecimal digits for a bit pattern" : "";
        return ProgramException.Invalid(token.Location, $"{Text(token)} is no value of type {type.MlirName()}{hint}");
    }
}
