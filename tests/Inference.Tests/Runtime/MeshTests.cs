using Inference.Checkpoints;
using Inference.Layers;
using Inference.Runtime;
using Inference.Tests.Goldens;
using Pjrt;

namespace Inference.Tests.Runtime;

/// <summary>Weights go from the file to the devices by strides: sharded, cut, transposed, converted.</summary>
public sealed class MeshTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PjrtClient _client = GoldenPlugin.UnderTest.CreateClient(2);

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Each_device_gets_its_part_of_the_section_in_the_programs_order()
    {
        // Stored [o=3, i=8] counting up; the program wants [i, o] of i = 2 … 6, divided along i.
        var spec = new ParameterSpec("w", [("o", 3), ("i", 8)], ["i", "o"], "i", new Section("i", 2, 4));
        foreach (var (stored, wanted) in new[] { (StoredType.F32, ElementType.F32), (StoredType.BF16, ElementType.F32), (StoredType.BF16, ElementType.BF16), (StoredType.F32, ElementType.BF16) })
        {
            using var file = Write(stored, 24);
            using var array = new Mesh(_client, [0, 1]).Upload(spec, file.Tensors["w"], wanted);
            Assert.Equal(new float[] { 2, 10, 18, 3, 11, 19 }, await array.ToFloatsAsync(0));
            Assert.Equal(new float[] { 4, 12, 20, 5, 13, 21 }, await array.ToFloatsAsync(1));
            Assert.Equal(wanted, array.Parts[0].ElementType);
        }
    }

    [Fact]
    public void A_shape_that_the_config_does_not_expect_is_told()
    {
        using var file = Write(StoredType.F32, 24);
        var spec = new ParameterSpec("w", [("o", 5)], ["o"], null, null);
        var error = Assert.Throws<CheckpointException>(() => new Mesh(_client, [0]).Upload(spec, file.Tensors["w"], ElementType.F32));
        Assert.Contains("o=5", error.Message);
    }

    [Fact]
    public void A_device_that_is_not_there_is_told() =>
        Assert.Contains("There is no device 7", Assert.Throws<ArgumentException>(() => new Mesh(_client, [0, 7])).Message);

    private SafetensorsFile Write(StoredType type, int count)
    {
        var values = Enumerable.Range(0, count).Select(i => (float)i).ToArray();
        var data = HostElements.FromFloats(values, type == StoredType.BF16 ? ElementType.BF16 : ElementType.F32);
        var header = System.Text.Encoding.UTF8.GetBytes($$$"""{"w":{"dtype":"{{{type}}}","shape":[3,8],"data_offsets":[0,{{{data.Length}}}]}}""");
        var path = Path.Combine(_folder.Path, $"{Guid.NewGuid():n}.safetensors");
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((long)header.Length), .. header, .. data]);
        return SafetensorsFile.Open(path);
    }
}
