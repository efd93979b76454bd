namespace Emulator.Api;

/// <summary>An argument struct of the C API.</summary>
internal interface IArguments
{
    /// <summary>Offset and size of the last field, without tail padding: what a caller of this minor writes.</summary>
    static abstract nuint RequiredSize { get; }

    /// <summary>What the caller wrote.</summary>
    nuint StructSize { get; }
}
