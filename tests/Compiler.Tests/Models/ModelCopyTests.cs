using Compiler.Models;
using Shared;

namespace Compiler.Tests.Models;

public sealed class ModelCopyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("model-copy-tests-").FullName;

    private string Source => Path.Combine(_folder, "image", "tiny");

    private string Target => Path.Combine(_folder, "store", "tiny");

    private string Manifest => Path.Combine(Target, ModelManifest.FileName);

    public ModelCopyTests()
    {
        Write(Source, "model_index.json", "{}");
        Write(Source, "vae/weights.safetensors", new string('w', 200_000));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Copies_plain_files_and_the_manifest_last()
    {
        Assert.Equal(new CopyOutcome(2, 0), await CopyAsync());

        Assert.Equal("{}", File.ReadAllText(Path.Combine(Target, "model_index.json")));
        Assert.Equal(new string('w', 200_000), File.ReadAllText(Path.Combine(Target, "vae/weights.safetensors")));
        Assert.Equal(["model_index.json", "vae/weights.safetensors"], ModelManifest.Read(Target)!.Files.Keys);
        Assert.Equal(3, Directory.GetFiles(Target, "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task A_second_run_copies_nothing()
    {
        await CopyAsync();
        var written = Directory.GetFiles(Target, "*", SearchOption.AllDirectories).ToDictionary(file => file, File.GetLastWriteTimeUtc);

        Assert.Equal(new CopyOutcome(0, 2), await CopyAsync());

        Assert.All(written, file => Assert.Equal(file.Value, File.GetLastWriteTimeUtc(file.Key)));
    }

    [Fact]
    public async Task What_a_copy_that_was_cut_short_left_is_mended()
    {
        await CopyAsync();
        File.Delete(Manifest);
        Write(Target, "vae/weights.safetensors", "half of i");

        Assert.Equal(new CopyOutcome(1, 1), await CopyAsync());

        Assert.Equal(new string('w', 200_000), File.ReadAllText(Path.Combine(Target, "vae/weights.safetensors")));
        Assert.True(File.Exists(Manifest));
    }

    [Fact]
    public async Task A_manifest_that_was_cut_short_is_none()
    {
        await CopyAsync();
        Write(Target, ModelManifest.FileName, "{ \"files\": {");

        Assert.Equal(new CopyOutcome(0, 2), await CopyAsync());

        Assert.Equal(2, ModelManifest.Read(Target)!.Files.Count);
    }

    [Fact]
    public async Task Bytes_of_the_right_length_that_are_wrong_are_noticed()
    {
        await CopyAsync();
        Write(Target, "vae/weights.safetensors", new string('x', 200_000));

        Assert.Equal(new CopyOutcome(1, 1), await CopyAsync());
    }

    [Fact]
    public async Task Another_version_needs_a_path_of_its_own_for_workers_read_the_first()
    {
        await CopyAsync();
        Write(Source, "vae/weights.safetensors", "retrained");

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(CopyAsync);

        Assert.Contains("tiny-2", refused.Message);
        Assert.Equal(new string('w', 200_000), File.ReadAllText(Path.Combine(Target, "vae/weights.safetensors")));
    }

    [Fact]
    public async Task A_file_that_another_job_is_writing_is_waited_for_but_not_for_ever()
    {
        // A folder where a file belongs is refused as "not permitted", as Mountpoint does with a file that somebody writes.
        Directory.CreateDirectory(Path.Combine(Target, "vae", "weights.safetensors"));
        var time = new ImmediateTime();

        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => new ModelCopy(time).RunAsync(Source, Target, TestContext.Current.CancellationToken));

        Assert.Equal(Enumerable.Repeat(ModelCopy.Pause, ModelCopy.Attempts - 1), time.Waits);
        Assert.False(File.Exists(Manifest));
    }

    private Task<CopyOutcome> CopyAsync() => new ModelCopy(TimeProvider.System).RunAsync(Source, Target, TestContext.Current.CancellationToken);

    private static void Write(string folder, string name, string content)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }
}
