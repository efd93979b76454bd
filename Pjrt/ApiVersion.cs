namespace Pjrt;

/// <summary>Version of the PJRT C API that a plugin was built with.</summary>
public readonly record struct ApiVersion(int Major, int Minor)
{
    /// <summary>The newest version whose structs the binding knows.</summary>
    public static ApiVersion Newest { get; } = new(0, Native.StructSizes.NewestMinor);

    /// <inheritdoc/>
    public override string ToString() => $"{Major}.{Minor}";
}
