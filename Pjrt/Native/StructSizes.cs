namespace Pjrt.Native;

/// <summary>
/// <c>struct_size</c> of the argument structs that grew since minor 54, as the given minor knows them. Plugins refuse
/// callers whose structs are smaller than theirs, and some refuse larger ones, so each is spoken to in its own minor.
/// </summary>
internal readonly record struct StructSizes
{
    public const int OldestMinor = 54;

    /// <summary>Sizes of later minors equal this one's for everything this binding calls (checked up to 115).</summary>
    public const int NewestMinor = 114;

    public required int PluginAttributes { get; init; }

    public required int ClientCreate { get; init; }

    public required int DeviceMemoryStats { get; init; }

    public required int ExecuteOptions { get; init; }

    public required int CompiledMemoryStats { get; init; }

    public required int DeserializeAndLoad { get; init; }

    public static StructSizes For(int minor) => new()
    {
        // Up to 70 the header's macro named the wrong last field.
        PluginAttributes = Row(minor, 24, (71, 32)),
        ClientCreate = Row(minor, 72, (61, 88)),
        DeviceMemoryStats = Row(minor, 185, (113, 201)),
        ExecuteOptions = Row(minor, 72, (64, 80), (76, 88), (78, 112), (97, 120), (108, 121), (112, 144)),
        CompiledMemoryStats = Row(minor, 104, (72, 112), (90, 120), (104, 144)),
        DeserializeAndLoad = Row(minor, 48, (71, 64), (111, 72)),
    };

    private static int Row(int minor, int size, params ReadOnlySpan<(int Since, int Size)> growth)
    {
        foreach (var step in growth)
            if (minor >= step.Since)
                size = step.Size;
        return size;
    }
}
