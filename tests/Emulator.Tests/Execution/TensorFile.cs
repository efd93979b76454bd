using System.Buffers.Binary;
using System.Text.Json;

namespace Emulator.Tests.Execution;

/// <summary>Tensors of a safetensors file as bytes.</summary>
internal static class TensorFile
{
    public static Dictionary<string, byte[]> Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var header = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        using var index = JsonDocument.Parse(bytes.AsMemory(8, header));
        var tensors = new Dictionary<string, byte[]>();
        foreach (var entry in index.RootElement.EnumerateObject())
        {
            if (entry.Name == "__metadata__")
                continue;
            var range = entry.Value.GetProperty("data_offsets");
            tensors[entry.Name] = bytes[(8 + header + range[0].GetInt32())..(8 + header + range[1].GetInt32())];
        }
        return tensors;
    }
}
