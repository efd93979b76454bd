using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Inference.Checkpoints;

/// <summary>Writes a safetensors file of 32-bit floats from beginning to end, as a store without renames or appending takes it.</summary>
public static class SafetensorsWriter
{
    /// <summary>Data begins at a multiple of this, so that it can be mapped.</summary>
    private const int Alignment = 8;

    /// <param name="path">The file; it must not be there.</param>
    /// <param name="tensors">Name and shape of each, in the order in which they are stored.</param>
    /// <param name="values">Gives a tensor's numbers by its name; asked for one after the other.</param>
    /// <exception cref="ArgumentException">There are more or fewer numbers than a shape holds.</exception>
    public static void Write(string path, IReadOnlyList<(string Name, IReadOnlyList<long> Shape)> tensors, Func<string, float[]> values)
    {
        var header = new Dictionary<string, object>();
        long end = 0;
        foreach (var (name, shape) in tensors)
        {
            var begin = end;
            end += Count(shape) * sizeof(float);
            header[name] = new { dtype = "F32", shape, data_offsets = new[] { begin, end } };
        }
        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        var padding = (Alignment - json.Length % Alignment) % Alignment;

        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length + padding);
        file.Write(length);
        file.Write(json);
        // The format allows spaces behind the header.
        for (var i = 0; i < padding; i++)
            file.WriteByte((byte)' ');
        foreach (var (name, shape) in tensors)
        {
            var numbers = values(name);
            if (numbers.Length != Count(shape))
                throw new ArgumentException($"{name} has {numbers.Length} numbers, its shape holds {Count(shape)}.", nameof(values));
            file.Write(MemoryMarshal.AsBytes<float>(numbers));
        }
    }

    private static long Count(IReadOnlyList<long> shape) => shape.Aggregate(1L, (count, side) => count * side);
}
