namespace Aspire.Hosting.Kubernetes;

/// <summary>Who may use a volume at once.</summary>
public enum PersistentVolumeAccessMode
{
    /// <summary>The pods of one node.</summary>
    ReadWriteOnce,

    /// <summary>Any, to read.</summary>
    ReadOnlyMany,

    /// <summary>Any.</summary>
    ReadWriteMany,

    /// <summary>One pod.</summary>
    ReadWriteOncePod,
}
