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
    public const string Reader = "model-store", Writer = "model-store-writer";

    // "region", because nodes do not let pods ask for it; the user, because nobody in a pod is root.
    private static readonly string[] Options = [$"region {Helm.Text(StoreValues.Region)}", "allow-other", $"uid {PodSecurity.User}", $"gid {PodSecurity.User}"];

    public static IEnumerable<BaseKubernetesResource> Objects()
    {
        var attributes = new Dictionary<string, string>
        {
            ["bucketName"] = Helm.Text(StoreValues.Bucket),
            ["authenticationSource"] = Helm.Text(StoreValues.Authentication),
            ["stsRegion"] = Helm.Text(StoreValues.Region),
        };
        // A worker that waits for a program must come to see it: what a node knows of the bucket grows old in a minute.
        yield return Volume(Reader, "ReadOnlyMany", ["read-only", "metadata-ttl 60"], new(attributes)
        {
            ["cache"] = "emptyDir",
            ["cacheEmptyDirSizeLimit"] = Helm.Text(StoreValues.Cache),
        });
        yield return Claim(Reader, "ReadOnlyMany");

        // A copy of a model that was cut short is deleted, and made again.
        yield return Volume(Writer, "ReadWriteMany", ["allow-delete"], attributes);
        yield return Claim(Writer, "ReadWriteMany");
    }

    private static MountedBucket Volume(string name, string access, IEnumerable<string> options, Dictionary<string, string> attributes)
    {
        var volume = new MountedBucket
        {
            Metadata = { Name = $"{name}-volume" },
            Spec =
            {
                Claim = new() { Namespace = "{{ .Release.Namespace }}", Name = name },
                Source = new() { VolumeHandle = VolumeName(name), VolumeAttributes = attributes },
                AccessModes = { access },
            },
        };
        volume.Spec.MountOptions.AddRange([.. Options, .. options]);
        // Volumes belong to no namespace: two releases in one cluster have their own.
        return volume.Set("metadata.name", VolumeName(name)).Set("spec.storageClassName", "");
    }

    private static string VolumeName(string name) => $"{name}-{{{{ .Release.Namespace }}}}";

    private static PersistentVolumeClaim Claim(string name, string access) => new PersistentVolumeClaim
    {
        Metadata = { Name = name },
        Spec = { AccessModes = { access }, VolumeName = VolumeName(name), Resources = { Requests = { ["storage"] = "1200Gi" } } },
    }.Set("spec.storageClassName", "");
}
