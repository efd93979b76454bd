namespace AppHost.Publishing.Values;

/// <summary>Regular expressions for what Kubernetes takes as a name: it would refuse others only after half of an installation.</summary>
internal static class ValuePatterns
{
    private const string Labels = @"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";

    /// <summary>An object's name.</summary>
    public const string Name = $"^{Labels}$";

    /// <summary>An object's name, or nothing.</summary>
    public const string NameOrNone = $"^({Labels})?$";

    /// <summary>A host without scheme, port and path, perhaps with a star before, or nothing.</summary>
    public const string HostOrNone = $@"^((\*\.)?{Labels})?$";
}
