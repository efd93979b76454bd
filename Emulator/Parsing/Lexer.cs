using System.Buffers;
using Emulator.Errors;
using Emulator.Ir;

namespace Emulator.Parsing;

/// <summary>Cuts MLIR text into tokens, one at a time, in one pass. Comments run from <c>//</c> to the end of the line.</summary>
internal sealed class Lexer(string text)
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$.");
    private static readonly SearchValues<char> SuffixCharacters = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$.-");

    private int _line = 1;
    private int _lineStart;

    public string Text { get; } = text;

    /// <summary>Offset of the first character that no token has taken.</summary>
    public int Position { get; set; }

    public Location Location => new(_line, Position - _lineStart + 1);

    public ReadOnlySpan<char> Span(Token token) => Text.AsSpan(token.Start, token.End - token.Start);

    public Token Next()
    {
        SkipTrivia();
        var start = Position;
        var c = Peek(0);
        return c switch
        {
            '\0' when start >= Text.Length => Take(TokenKind.End, start),
            '%' => Take(TokenKind.ValueName, SuffixEnd(start + 1, "a value name after %")),
            '^' => Take(TokenKind.BlockName, SuffixEnd(start + 1, "a block name after ^")),
            '#' when IsNameStart(Peek(1)) => Take(TokenKind.HashName, NameEnd(start + 1)),
            '!' => Take(TokenKind.TypeName, SuffixEnd(start + 1, "a type name after !")),
            '@' => Take(TokenKind.SymbolName, Peek(1) == '"' ? StringEnd(start + 1) : SuffixEnd(start + 1, "a symbol name after @")),
            '"' => Take(TokenKind.String, StringEnd(start)),
            '-' when Peek(1) == '>' => Take(TokenKind.Arrow, start + 2),
            '-' when char.IsAsciiDigit(Peek(1)) => Number(start + 1),
            _ when char.IsAsciiDigit(c) => Number(start),
            _ when IsNameStart(c) => Take(TokenKind.Identifier, NameEnd(start)),
            _ when "(){}[]<>=,:?*+-/#".Contains(c) => Take(TokenKind.Punctuation, start + 1, c),
            _ => throw ProgramException.Invalid(Location, $"unexpected character '{c}'"),
        };
    }

    /// <summary>Moves past white space and comments.</summary>
    public void SkipTrivia()
    {
        while (Position < Text.Length)
        {
            var c = Text[Position];
            if (c == '\n')
            {
                Position++;
                _line++;
                _lineStart = Position;
            }
            else if (c is ' ' or '\t' or '\r')
            {
                Position++;
            }
            else if (c == '/' && Peek(1) == '/')
            {
                var end = Text.IndexOf('\n', Position);
                Position = end < 0 ? Text.Length : end;
            }
            else
            {
                return;
            }
        }
    }

    public char Peek(int ahead) => Position + ahead < Text.Length ? Text[Position + ahead] : '\0';

    private Token Take(TokenKind kind, int end, char character = '\0')
    {
        var token = new Token(kind, Position, end, _line, Position - _lineStart + 1, character);
        Position = end;
        return token;
    }

    private Token Number(int digits)
    {
        if (At(digits) == '0' && At(digits + 1) == 'x' && char.IsAsciiHexDigit(At(digits + 2)))
            return Take(TokenKind.HexInteger, Run(digits + 2, HexDigits));
        var end = Run(digits, Digits);
        if (At(end) != '.')
            return Take(TokenKind.Integer, end);
        end = Run(end + 1, Digits);
        if (At(end) is 'e' or 'E')
        {
            var exponent = At(end + 1) is '+' or '-' ? end + 2 : end + 1;
            if (char.IsAsciiDigit(At(exponent)))
                end = Run(exponent, Digits);
        }
        return Take(TokenKind.Float, end);
    }

    private int StringEnd(int quote)
    {
        for (var i = quote + 1; i < Text.Length && Text[i] != '\n'; i++)
        {
            if (Text[i] == '"')
                return i + 1;
            if (Text[i] == '\\')
                i++;
        }
        throw ProgramException.Invalid(Location, "the string is not closed on its line");
    }

    private int SuffixEnd(int start, string expected)
    {
        var end = Run(start, SuffixCharacters);
        return end > start ? end : throw ProgramException.Invalid(Location, $"expected {expected}");
    }

    private int NameEnd(int start) => Run(start, NameCharacters);

    private int Run(int start, SearchValues<char> accepted)
    {
        var length = Text.AsSpan(Math.Min(start, Text.Length)).IndexOfAnyExcept(accepted);
        return length < 0 ? Text.Length : start + length;
    }

    private char At(int index) => index < Text.Length ? Text[index] : '\0';

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_';
}
