using Aspire.Hosting.Kubernetes.Resources;
using YamlDotNet.Serialization;

namespace AppHost.Publishing.Store;

/// <summary>A PersistentVolume of the Mountpoint for Amazon S3 driver, which knows no other kind of provisioning than by hand.</summary>
internal sealed class MountedBucket() : BaseKubernetesResource("v1", "PersistentVolume")
{
    public const string Driver = "s3.csi.aws.com";

    [YamlMember(Alias = "spec")]
    public MountedBucketSpec Spec { get; } = new();
}

internal sealed class MountedBucketSpec
{
    /// <summary>Required, and ignored: a bucket has no size.</summary>
    [YamlMember(Alias = "capacity")]
    public Dictionary<string, string> Capacity { get; } = new() { ["storage"] = "1200Gi" };

    [YamlMember(Alias = "accessModes")]
    public List<string> AccessModes { get; } = [];

    [YamlMember(Alias = "persistentVolumeReclaimPolicy")]
    public string ReclaimPolicy { get; } = "Retain";

    [YamlMember(Alias = "claimRef")]
    public ClaimReference? Claim { get; set; }

    [YamlMember(Alias = "mountOptions")]
    public List<string> MountOptions { get; } = [];

    [YamlMember(Alias = "csi")]
    public MountedBucketSource? Source { get; set; }
}

/// <summary>The one claim that may take the volume.</summary>
internal sealed class ClaimReference
{
    [YamlMember(Alias = "namespace")]
    public required string Namespace { get; init; }

    [YamlMember(Alias = "name")]
    public required string Name { get; init; }
}

internal sealed class MountedBucketSource
{
    [YamlMember(Alias = "driver")]
    public string Driver { get; } = MountedBucket.Driver;

    /// <summary>Of two volumes with one handle only one would be mounted.</summary>
    [YamlMember(Alias = "volumeHandle")]
    public required string VolumeHandle { get; init; }

    [YamlMember(Alias = "volumeAttributes")]
    public Dictionary<string, string> VolumeAttributes { get; init; } = [];
}
