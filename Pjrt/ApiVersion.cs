namespace Pjrt;

/// <summary>Version of the PJRT C API that a plugin was built with.</summary>
public readonly record struct ApiVersion(int Major, int Minor)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Major}.{Minor}";
}
