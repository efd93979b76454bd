using Compiler.Models;

namespace Compiler.Tests.Models;

public sealed class ModelPlacesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("model-places-tests-").FullName;

    private string Source => Directory.CreateDirectory(Path.Combine(_folder, "source")).FullName;

    private string Stored => Path.Combine(_folder, "stored");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_stored_model_is_whole_with_its_manifest_and_every_file_in_its_length()
    {
        File.WriteAllText(Path.Combine(Source, "config.json"), "{}");
        File.WriteAllText(Path.Combine(Source, "weights.bin"), "of no use");
        Assert.False(ModelPlaces.HasWhole(Stored));

        await new ModelCopy(TimeProvider.System).RunAsync(Source, Stored, ["config.json"], TestContext.Current.CancellationToken);
        Assert.True(ModelPlaces.HasWhole(Stored));
        Assert.False(File.Exists(Path.Combine(Stored, "weights.bin")));

        File.WriteAllText(Path.Combine(Stored, "config.json"), "{");
        Assert.False(ModelPlaces.HasWhole(Stored));

        File.WriteAllText(Path.Combine(Stored, "config.json"), "{}");
        File.Delete(Path.Combine(Stored, ModelManifest.FileName));
        Assert.False(ModelPlaces.HasWhole(Stored));
    }
}
