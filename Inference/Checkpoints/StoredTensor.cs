using System.Runtime.InteropServices;

namespace Inference.Checkpoints;

/// <summary>A tensor inside a mapped checkpoint, row-major; its bytes stay valid while the checkpoint is open.</summary>
public sealed class StoredTensor
{
    internal StoredTensor(string file, HeaderEntry entry, nint data)
    {
        File = file;
        Name = entry.Name;
        Type = entry.Type;
        Shape = entry.Shape;
        Data = data;
        ByteLength = entry.End - entry.Begin;
    }

    /// <summary>Path of the file that holds it.</summary>
    public string File { get; }

    /// <summary>Name in the checkpoint.</summary>
    public string Name { get; }

    /// <summary>Element type as stored.</summary>
    public StoredType Type { get; }

    /// <summary>Dimensions, outermost first; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Address of the first element in the mapping; need not be aligned to the element.</summary>
    public nint Data { get; }

    /// <summary>Bytes of all elements.</summary>
    public long ByteLength { get; }

    /// <summary>Number of elements.</summary>
    public long Count => ByteLength / Type.Size();

    /// <summary>The bytes <paramref name="offset"/> to <paramref name="offset"/> + <paramref name="length"/>, unchanged.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range leaves the tensor.</exception>
    public unsafe ReadOnlySpan<byte> Bytes(long offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + length, ByteLength);
        return new ReadOnlySpan<byte>((byte*)Data + offset, length);
    }

    /// <summary>All elements as f32: exact from F32, F16, BF16 and small integers, rounded from F64 and large integers.</summary>
    public float[] ToFloats()
    {
        var floats = new float[Count];
        CopyTo(floats);
        return floats;
    }

    /// <summary>Writes <paramref name="destination"/>.Length elements from element <paramref name="first"/> on, as f32.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tensor has fewer elements.</exception>
    public void CopyTo(Span<float> destination, long first = 0)
    {
        const int Chunk = 1 << 20;
        for (var done = 0; done < destination.Length; done += Chunk)
        {
            var part = destination.Slice(done, Math.Min(Chunk, destination.Length - done));
            FloatConversion.Convert(Type, Bytes((first + done) * Type.Size(), part.Length * Type.Size()), part);
        }
    }

    /// <summary>All elements of an I64 tensor.</summary>
    /// <exception cref="CheckpointException">The tensor has another type.</exception>
    public long[] ToInt64s() => Type == StoredType.I64
        ? MemoryMarshal.Cast<byte, long>(Bytes(0, checked((int)ByteLength))).ToArray()
        : throw new CheckpointException(File, $"stores {Name} as {Type}, not as I64");

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Type} [{string.Join(", ", Shape)}]";
}
