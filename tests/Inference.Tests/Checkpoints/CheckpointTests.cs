using Inference.Checkpoints;

namespace Inference.Tests.Checkpoints;

public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private void Shard(string file, params string[] names) => Safetensors.Write(
        _folder.Path, file, "{" + string.Join(",", names.Select((n, i) => Safetensors.Entry(n, "U8", "[1]", i, i + 1))) + "}", new byte[names.Length]);

    private void Index(string file, params (string Name, string Shard)[] places) =>
        _folder.Write(file, $$$"""{"metadata":{},"weight_map":{{{{string.Join(",", places.Select(p => $"\"{p.Name}\":\"{p.Shard}\""))}}}}}""");

    [Fact]
    public void A_single_file_of_any_name_is_taken()
    {
        Shard("anything.safetensors", "a", "b");
        using var checkpoint = Checkpoint.Open(_folder.Path);
        Assert.Equal(["a", "b"], checkpoint.Names.Order());
        Assert.Equal(2, checkpoint.ByteLength);
    }

    [Fact]
    public void Shards_are_read_as_one()
    {
        Shard("w-00001-of-00002.safetensors", "a");
        Shard("w-00002-of-00002.safetensors", "b");
        Index("w.safetensors.index.json", ("a", "w-00001-of-00002.safetensors"), ("b", "w-00002-of-00002.safetensors"));
        using var checkpoint = Checkpoint.Open(_folder.Path);
        Assert.Equal(["a", "b"], checkpoint.Names.Order());
    }

    [Fact]
    public void Among_several_files_the_known_names_win()
    {
        Shard("inputs.safetensors", "x");
        Shard("weights.safetensors", "w");
        using var checkpoint = Checkpoint.Open(_folder.Path);
        Assert.Equal(["w"], checkpoint.Names);
    }

    [Fact]
    public void Several_unknown_names_are_listed()
    {
        Shard("one.safetensors", "x");
        Shard("two.safetensors", "w");
        Assert.Contains("one.safetensors, two.safetensors", Assert.Throws<CheckpointException>(() => Checkpoint.Open(_folder.Path)).Message);
    }

    [Fact]
    public void An_index_may_not_lie_or_leave_the_folder()
    {
        Shard("w1.safetensors", "a");
        Index("w.safetensors.index.json", ("b", "w1.safetensors"));
        Assert.Contains("says that b is in w1.safetensors", Assert.Throws<CheckpointException>(() => Checkpoint.Open(_folder.Path)).Message);
        Index("w.safetensors.index.json", ("a", "../w1.safetensors"));
        Assert.Contains("not a file name", Assert.Throws<CheckpointException>(() => Checkpoint.Open(_folder.Path)).Message);
    }

    [Fact]
    public void A_missing_tensor_is_named_with_one_like_it()
    {
        Shard("w.safetensors", "text_model.final.weight");
        using var checkpoint = Checkpoint.Open(_folder.Path);
        var error = Assert.Throws<CheckpointException>(() => checkpoint["final.weight"]);
        Assert.Contains("no tensor final.weight (it has, for instance, text_model.final.weight)", error.Message);
    }
}
