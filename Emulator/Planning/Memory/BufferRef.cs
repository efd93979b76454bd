namespace Emulator.Planning.Memory;

/// <summary>Which memory a buffer lies in.</summary>
internal enum BufferSpace : byte
{
    Parameter,
    Result,
    Arena,
    Constant,

    /// <summary>Nowhere as a whole: a kernel makes it block by block.</summary>
    Block,
}

/// <summary>
/// Where a step's operand starts: <paramref name="Index"/> numbers parameters, results, or the arena's and constants' buffers,
/// <paramref name="Offset"/> counts bytes.
/// </summary>
internal readonly record struct BufferRef(BufferSpace Space, int Index, long Offset = 0);
