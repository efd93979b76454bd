namespace AppHost.Publishing.Values;

/// <summary>Section <c>store</c>: where models and compiled programs are kept.</summary>
internal static class StoreValues
{
    public const string Bucket = "store.bucket", Region = "store.region", Cache = "store.cacheSize", Authentication = "store.authentication";

    public static IEnumerable<ChartValue> For(FleetChart chart) =>
    [
        new(Bucket, "inference-model-store", "The S3 bucket that holds models and compiled programs. Whatever of this section is changed, the chart mounts the store anew.") { Pattern = "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$" },
        new(Region, "us-west-2", "The bucket's region.") { Pattern = "^[a-z]{2}(-[a-z]+)+-[0-9]$" },
        new(Cache, "100Gi", "How much of the store a node keeps on its own disk for the workers that read it.") { Pattern = "^[0-9]+(Mi|Gi|Ti)$" },
        new(Authentication, "driver", "Whose identity reads the bucket: the Mountpoint driver's service account, or each pod's own.", "driver", "pod"),
    ];
}
