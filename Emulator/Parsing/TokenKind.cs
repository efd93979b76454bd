namespace Emulator.Parsing;

internal enum TokenKind : byte
{
    End,
    Identifier,
    ValueName,
    SymbolName,
    BlockName,
    HashName,
    TypeName,
    Integer,
    HexInteger,
    Float,
    String,
    Arrow,

    /// <summary>A single character; <see cref="Token.Character"/> says which.</summary>
    Punctuation,
}
