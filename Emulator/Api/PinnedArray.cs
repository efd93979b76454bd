namespace Emulator.Api;

/// <summary>An array that native callers may read for as long as its owner lives.</summary>
internal readonly unsafe struct PinnedArray(void* items, nuint count)
{
    public void* Items => items;

    public nuint Count => count;

    public static PinnedArray Of(NamedValueList values) => new(values.Pointer, values.Count);
}
