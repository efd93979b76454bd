using System.Buffers.Binary;

namespace Emulator.Ir;

/// <summary>
/// <c>dense&lt;…&gt; : tensor&lt;…&gt;</c>. <paramref name="Data"/> is the row-major little-endian memory image,
/// one byte for an i1; a splat holds one element only.
/// </summary>
internal sealed record DenseAttribute(TensorType Type, byte[] Data, bool IsSplat) : Attribute
{
    /// <summary>The elements of an integer tensor, the splat repeated.</summary>
    public long[] ToLongs()
    {
        var values = new long[Type.ElementCount];
        for (var i = 0; i < values.Length; i++)
            values[i] = Integer(IsSplat ? 0 : i);
        return values;
    }

    private long Integer(int index)
    {
        var size = Type.Element.Size();
        var bytes = Data.AsSpan(index * size, size);
        return Type.Element switch
        {
            ElementType.S8 => (sbyte)bytes[0],
            ElementType.Pred or ElementType.U8 => bytes[0],
            ElementType.S16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
            ElementType.U16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            ElementType.S32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            ElementType.U32 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            _ => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        };
    }
}
