using System.Buffers.Binary;
using System.Text;

namespace Inference.Tests.Checkpoints;

/// <summary>Writes small safetensors files, right and wrong ones.</summary>
internal static class Safetensors
{
    public static string Write(string folder, string name, string header, ReadOnlySpan<byte> data, long? claimedHeader = null)
    {
        var path = Path.Combine(folder, name);
        var json = Encoding.UTF8.GetBytes(header);
        using var file = File.Create(path);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, claimedHeader ?? json.Length);
        file.Write(length);
        file.Write(json);
        file.Write(data);
        return path;
    }

    public static string Entry(string name, string type, string shape, int begin, int end) =>
        $$"""
        "{{name}}":{"dtype":"{{type}}","shape":{{shape}},"data_offsets":[{{begin}},{{end}}]}
        """;
}
