using System.Text;
using Emulator.Errors;
using Emulator.Ir;

namespace Emulator.Parsing;

/// <summary>
/// Reads a StableHLO module in MLIR's generic text form, in time linear to its length.
/// Names, operand annotations and attribute syntax are checked here; what an operation allows is the verifier's.
/// </summary>
internal sealed partial class StableHloParser
{
    // Deeper nesting than any program has; a guard for the stack.
    private const int MaxDepth = 200;

    private readonly Lexer _lexer;
    private readonly Dictionary<string, TensorType> _types = [];
    private readonly Dictionary<string, TensorType>.AlternateLookup<ReadOnlySpan<char>> _typeLookup;
    private readonly HashSet<string> _strings = [];
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _stringLookup;
    private readonly Dictionary<string, Ir.Attribute> _aliases = [];
    private Token _token;
    private int _depth;
    private Scope _scope = new();

    private StableHloParser(string text)
    {
        _lexer = new Lexer(text);
        _typeLookup = _types.GetAlternateLookup<ReadOnlySpan<char>>();
        _stringLookup = _strings.GetAlternateLookup<ReadOnlySpan<char>>();
        _token = _lexer.Next();
    }

    /// <exception cref="ProgramException">Not such a module; the message begins with line and column.</exception>
    public static Module Parse(ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith<byte>([(byte)'M', (byte)'L', 0xEF, (byte)'R']))
            throw ProgramException.Unimplemented("the program is MLIR bytecode; the emulated device takes StableHLO text");
        return Parse(Encoding.UTF8.GetString(utf8));
    }

    public static Module Parse(string text) => new StableHloParser(text).ParseModule();

    private ReadOnlySpan<char> Text(Token token) => _lexer.Span(token);

    private Token Advance()
    {
        var token = _token;
        _token = _lexer.Next();
        return token;
    }

    private bool TryTake(char punctuation)
    {
        if (!_token.Is(punctuation))
            return false;
        Advance();
        return true;
    }

    private bool IsKeyword(string keyword) => _token.Kind == TokenKind.Identifier && Text(_token).SequenceEqual(keyword);

    private bool TryTakeKeyword(string keyword)
    {
        if (!IsKeyword(keyword))
            return false;
        Advance();
        return true;
    }

    private Token Take(char punctuation, string where) => _token.Is(punctuation) ? Advance() : throw Expected($"'{punctuation}' {where}");

    private Token Take(TokenKind kind, string what) => _token.Kind == kind ? Advance() : throw Expected(what);

    private ProgramException Expected(string what)
    {
        var found = _token.Kind == TokenKind.End ? "the end of the text" : $"'{Shorten(Text(_token))}'";
        return ProgramException.Invalid(_token.Location, $"expected {what}, found {found}");
    }

    private static string Shorten(ReadOnlySpan<char> text) => text.Length <= 40 ? text.ToString() : $"{text[..40]}…";

    /// <summary>One string object for each different text: names repeat thousands of times.</summary>
    private string Intern(ReadOnlySpan<char> text)
    {
        if (_stringLookup.TryGetValue(text, out var known))
            return known;
        var added = text.ToString();
        _strings.Add(added);
        return added;
    }

    private void Enter()
    {
        if (++_depth > MaxDepth)
            throw ProgramException.Invalid(_token.Location, $"nested deeper than {MaxDepth} levels");
    }

    private void Leave() => _depth--;
}
