using Inference.Artifacts;

namespace Inference.Tests.Artifacts;

public sealed class ArtifactStoreTests : IDisposable
{
    private static readonly ArtifactTarget Target = new("neuron", "2.1", "trn1", "2: 0,1", "pjrt=0.104");
    private static readonly ArtifactAddress Address = new("flux", "trainium", "vae", new ArtifactKey(new string('a', 64)));

    private readonly TemporaryFolder _folder = new();
    private readonly ArtifactStore _store;

    public ArtifactStoreTests() => _store = new ArtifactStore(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Gives_back_what_was_written()
    {
        Write([1, 2, 3]);
        Assert.Equal([[1, 2, 3]], _store.Read(Address));
        Assert.Empty(_store.Read(Address with { Key = new ArtifactKey(new string('b', 64)) }));
    }

    [Fact]
    public void Lies_where_the_design_says()
    {
        Write([1]);
        var attempt = Assert.Single(Directory.GetDirectories(
            Path.Combine(_folder.Path, "flux", "trainium", "vae", Address.Key.Value)));
        Assert.Equal(
            ["executable.bin", "manifest.json", "program.mlir"],
            Directory.GetFiles(attempt).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_write_is_an_attempt_of_its_own()
    {
        Write([1]);
        Write([2]);
        Assert.Equal(2, Attempts().Length);
        Assert.Equal(2, _store.Read(Address).Count());
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("executable.bin")]
    [InlineData("program.mlir")]
    public void An_attempt_that_lacks_a_file_is_passed_over(string file)
    {
        Write([1]);
        File.Delete(Path.Combine(Attempts()[0], file));
        Assert.Empty(_store.Read(Address));
    }

    /// <summary>Mountpoint answers "not permitted" while somebody on the node writes the file; so does a folder here.</summary>
    [Theory]
    [InlineData("manifest.json")]
    [InlineData("executable.bin")]
    [InlineData("program.mlir")]
    public void An_attempt_with_a_file_that_is_being_written_is_passed_over(string file)
    {
        Write([1]);
        Write([2]);
        var path = Path.Combine(Attempts()[0], file);
        File.Delete(path);
        Directory.CreateDirectory(path);
        Assert.Single(_store.Read(Address));
        Assert.True(_store.Contains(Address));
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("executable.bin")]
    [InlineData("program.mlir")]
    public void An_attempt_with_half_a_file_is_passed_over_and_blocks_nobody(string file)
    {
        Write([1, 2, 3, 4]);
        using (var stream = File.OpenWrite(Path.Combine(Attempts()[0], file)))
            stream.SetLength(stream.Length / 2);
        Assert.Empty(_store.Read(Address));
        Write([5]);
        Assert.Equal([[5]], _store.Read(Address));
    }

    [Fact]
    public void An_altered_executable_is_passed_over()
    {
        Write([1, 2, 3]);
        File.WriteAllBytes(Path.Combine(Attempts()[0], "executable.bin"), [1, 2, 4]);
        Assert.Empty(_store.Read(Address));
    }

    [Fact]
    public void A_manifest_of_another_key_is_passed_over()
    {
        Write([1]);
        var other = Address with { Key = new ArtifactKey(new string('b', 64)) };
        Directory.Move(_store.FolderOf(Address), _store.FolderOf(other));
        Assert.Empty(_store.Read(other));
    }

    [Theory]
    [InlineData("s3://bucket/artifacts")]
    [InlineData("gs://bucket")]
    public void An_address_is_refused_with_what_to_do(string root)
    {
        var message = Assert.Throws<InvalidOperationException>(() => new ArtifactStore(root)).Message;
        Assert.Contains(root, message);
        Assert.Contains("Mountpoint", message);
    }

    private string[] Attempts() => Directory.GetDirectories(_store.FolderOf(Address));

    private void Write(byte[] executable) =>
        _store.Write(Address, "decoder", Target, "module {}", executable, TimeSpan.FromSeconds(1));
}
