using AppHost.Publishing.Chart;
using AppHost.Publishing.Kinds;
using AppHost.Publishing.Values;
using Aspire.Hosting.Kubernetes.Resources;

namespace AppHost.Publishing.Store;

/// <summary>
/// The model store: one bucket, mounted twice. Workers read it through a cache on their node; Jobs write it without, so that
/// they see at once what others wrote. New files only, written from beginning to end: the driver cannot rename, append or lock.
/// </summary>
internal static class ModelStore
{
    private const string Read = "model-store", Written = "model-store-writer";

    // What the driver is told of each mount, as helm expressions.
    private static readonly Dictionary<string, string> Writing = new()
    {
        ["bucketName"] = Helm.Path(StoreValues.Bucket),
        ["authenticationSource"] = Helm.Path(StoreValues.Authentication),
        ["stsRegion"] = Helm.Path(StoreValues.Region),
    };

    private static readonly Dictionary<string, string> Reading = new(Writing)
    {
        ["cache"] = "`emptyDir`",
        ["cacheEmptyDirSizeLimit"] = Helm.Path(StoreValues.Cache),
    };

    /// <summary>The claims' names.</summary>
    public static readonly string Reader = $"{Read}-{Content(Reading)}", Writer = $"{Written}-{Content(Writing)}";

    // "region", because nodes do not let pods ask for it; the user, because nobody in a pod is root.
    private static readonly string[] Options = [$"region {Helm.Text(StoreValues.Region)}", "allow-other", $"uid {PodSecurity.User}", $"gid {PodSecurity.User}"];

    public static IEnumerable<BaseKubernetesResource> Objects()
    {
        // A worker that waits for a program must come to see it: what a node knows of the bucket grows old in a minute.
        yield return Volume(Read, "ReadOnlyMany", ["read-only", "metadata-ttl 60"], Reading);
        yield return Claim(Read, "ReadOnlyMany", Reading);

        // A copy of a model that was cut short is deleted, and made again.
        yield return Volume(Written, "ReadWriteMany", ["allow-delete"], Writing);
        yield return Claim(Written, "ReadWriteMany", Writing);
    }

    private static MountedBucket Volume(string name, string access, IEnumerable<string> options, Dictionary<string, string> attributes)
    {
        var volume = new MountedBucket
        {
            Metadata = { Name = $"{name}-volume" },
            Spec =
            {
                Claim = new() { Namespace = "{{ .Release.Namespace }}", Name = $"{name}-{Content(attributes)}" },
                Source = new() { VolumeHandle = VolumeName(name, attributes), VolumeAttributes = attributes.ToDictionary(item => item.Key, item => $"{{{{ {item.Value} }}}}") },
                AccessModes = { access },
            },
        };
        volume.Spec.MountOptions.AddRange([.. Options, .. options]);
        return volume.Set("metadata.name", VolumeName(name, attributes)).Set("spec.storageClassName", "");
    }

    // Volumes belong to no namespace: the name says whose it is.
    private static string VolumeName(string name, Dictionary<string, string> attributes) => $"{name}-{{{{ .Release.Namespace }}}}-{Content(attributes)}";

    /// <summary>A part of the names: neither a volume's source nor a claim's volume can be changed, so another bucket is another volume.</summary>
    private static string Content(Dictionary<string, string> attributes) =>
        $"{{{{ list {string.Join(' ', attributes.Values)} | toJson | sha256sum | trunc 8 }}}}";

    private static PersistentVolumeClaim Claim(string name, string access, Dictionary<string, string> attributes) => new PersistentVolumeClaim
    {
        Metadata = { Name = name },
        Spec = { AccessModes = { access }, VolumeName = VolumeName(name, attributes), Resources = { Requests = { ["storage"] = "1200Gi" } } },
    }.Set("metadata.name", $"{name}-{Content(attributes)}").Set("spec.storageClassName", "");
}
