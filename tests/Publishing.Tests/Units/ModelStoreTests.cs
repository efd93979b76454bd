using Publishing.Tests.Charts;

namespace Publishing.Tests.Units;

/// <summary>The model store: one bucket by Mountpoint for Amazon S3, read by workers through a cache and written by Jobs without.</summary>
public sealed class ModelStoreTests(PublishedCharts charts)
{
    [Theory]
    [InlineData("model-store", "ReadOnlyMany")]
    [InlineData("model-store-writer", "ReadWriteMany")]
    public async Task Volume_and_claim_are_bound_to_each_other_by_hand(string name, string access)
    {
        var rendering = await charts.RenderAsync(arguments: ["--namespace", "serving", "--set", "store.bucket=our-models,store.region=eu-north-1"]);
        var claim = rendering.Single("PersistentVolumeClaim", Named(rendering, "PersistentVolumeClaim", name));
        var volume = rendering.Single("PersistentVolume", claim.Text("spec.volumeName")!);

        // The driver has no class that would provision.
        Assert.Equal(("", ""), (claim.Text("spec.storageClassName"), volume.Text("spec.storageClassName")));
        Assert.Equal(("serving", claim.Name), (volume.Text("spec.claimRef.namespace"), volume.Text("spec.claimRef.name")));
        Assert.Equal([access], volume.List("spec.accessModes"));
        Assert.Equal([access], claim.List("spec.accessModes"));
        Assert.Equal("s3.csi.aws.com", volume.Text("spec.csi.driver"));
        Assert.Equal("our-models", volume.Map("spec.csi.volumeAttributes")["bucketName"]);
        Assert.Contains("region eu-north-1", volume.List("spec.mountOptions"));
        Assert.Equal("Retain", volume.Text("spec.persistentVolumeReclaimPolicy"));
    }

    [Fact]
    public async Task Workers_read_through_a_cache_that_has_a_limit_and_is_not_old_for_long()
    {
        var rendering = await charts.RenderAsync(arguments: ["--set", "store.cacheSize=40Gi"]);
        var volume = rendering.Single("PersistentVolume", Named(rendering, "PersistentVolume", "model-store-default"));

        Assert.Equal(("emptyDir", "40Gi"), (volume.Map("spec.csi.volumeAttributes")["cache"], volume.Map("spec.csi.volumeAttributes")["cacheEmptyDirSizeLimit"]));
        Assert.Contains("read-only", volume.List("spec.mountOptions"));
        Assert.Contains("metadata-ttl 60", volume.List("spec.mountOptions"));
    }

    [Fact]
    public async Task Jobs_write_without_a_cache_and_may_delete_what_was_cut_short()
    {
        var rendering = await charts.RenderAsync();
        var volume = rendering.Single("PersistentVolume", Named(rendering, "PersistentVolume", "model-store-writer-default"));

        Assert.DoesNotContain("cache", volume.Map("spec.csi.volumeAttributes").Keys);
        Assert.Contains("allow-delete", volume.List("spec.mountOptions"));
        Assert.DoesNotContain("allow-overwrite", volume.List("spec.mountOptions"));
    }

    /// <summary>What a volume is told cannot be changed once it is there: another bucket is another volume, and pods move to it.</summary>
    [Theory]
    [InlineData("store.bucket=our-models", true)]
    [InlineData("store.region=eu-north-1", true)]
    [InlineData("store.authentication=pod", true)]
    [InlineData("store.cacheSize=40Gi", false)]
    public async Task Another_store_is_another_volume_and_claim(string value, bool writer)
    {
        var before = await charts.RenderAsync();
        var after = await charts.RenderAsync(arguments: ["--set", value]);

        string[] readers = ["PersistentVolume", "PersistentVolumeClaim"];
        Assert.All(readers, kind =>
        {
            var suffix = kind == "PersistentVolume" ? "-default" : "";
            Assert.NotEqual(Named(before, kind, $"model-store{suffix}"), Named(after, kind, $"model-store{suffix}"));
            Assert.Equal(writer, Named(before, kind, $"model-store-writer{suffix}") != Named(after, kind, $"model-store-writer{suffix}"));
        });
        Assert.Empty(before.Of("PersistentVolume").Select(volume => volume.Text("spec.csi.volumeHandle"))
            .Intersect(after.Of("PersistentVolume").Where(volume => writer || !volume.Name.Contains("writer", StringComparison.Ordinal)).Select(volume => volume.Text("spec.csi.volumeHandle"))));

        var claims = after.Of("PersistentVolumeClaim").Select(claim => claim.Name).ToHashSet();
        Assert.All(after.Of("Deployment").Concat(after.Of("Job")).SelectMany(pods => pods.All("spec.template.spec.volumes")).Select(volume => volume.Text("persistentVolumeClaim.claimName")).OfType<string>(),
            name => Assert.Contains(name, claims));
    }

    [Fact]
    public async Task Volumes_have_handles_of_their_own()
    {
        var handles = (await charts.RenderAsync()).Of("PersistentVolume").Select(volume => volume.Text("spec.csi.volumeHandle")).ToList();

        Assert.Equal(2, handles.Distinct().Count());
    }

    private static string Named(Rendering rendering, string kind, string beginning) =>
        Assert.Single(rendering.Of(kind).Select(item => item.Name), name => System.Text.RegularExpressions.Regex.IsMatch(name, $"^{beginning}-[0-9a-f]{{8}}$"));

    [Theory]
    [InlineData("store.bucket=Not_A_Bucket", "bucket")]
    [InlineData("store.cacheSize=plenty", "cacheSize")]
    [InlineData("store.authentication=nobody", "authentication")]
    [InlineData("compile.retries=-1", "retries")]
    [InlineData("units.flux-trn1.memory=much", "memory")]
    public async Task Values_that_cannot_be_are_refused_by_name(string value, string named)
    {
        var rendering = await charts.RenderAsync(arguments: ["--set", value]);

        Assert.False(rendering.Succeeded);
        Assert.Contains(named, rendering.Messages, StringComparison.Ordinal);
    }
}
