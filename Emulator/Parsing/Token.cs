using Emulator.Ir;

namespace Emulator.Parsing;

/// <summary>A piece of the text. <see cref="Start"/> and <see cref="End"/> are offsets, quotes and sigils included.</summary>
internal readonly record struct Token(TokenKind Kind, int Start, int End, int Line, int Column, char Character = '\0')
{
    public Location Location => new(Line, Column);

    public bool Is(char punctuation) => Kind == TokenKind.Punctuation && Character == punctuation;
}
