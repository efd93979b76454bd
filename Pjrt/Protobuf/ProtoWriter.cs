using System.Buffers.Binary;
using System.Text;

namespace Pjrt.Protobuf;

/// <summary>Writes the few protobuf wire forms that compile options need, fields in the order of the calls.</summary>
internal sealed class ProtoWriter
{
    private const int VarintType = 0, FixedType = 1, BytesType = 2;

    private readonly List<byte> _bytes = [];

    /// <summary>Negative numbers take ten bytes, as int32 and int64 fields have it.</summary>
    public ProtoWriter Int64(int field, long value)
    {
        Tag(field, VarintType);
        Varint((ulong)value);
        return this;
    }

    public ProtoWriter Flag(int field, bool value) => Int64(field, value ? 1 : 0);

    public ProtoWriter Double(int field, double value)
    {
        Tag(field, FixedType);
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        _bytes.AddRange(bytes);
        return this;
    }

    public ProtoWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public ProtoWriter Message(int field, ProtoWriter message) => Bytes(field, message.ToArray());

    public ProtoWriter Packed(int field, ReadOnlySpan<long> values)
    {
        var packed = new ProtoWriter();
        foreach (var value in values)
            packed.Varint((ulong)value);
        return Message(field, packed);
    }

    public byte[] ToArray() => [.. _bytes];

    private ProtoWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, BytesType);
        Varint((ulong)value.Length);
        _bytes.AddRange(value);
        return this;
    }

    private void Tag(int field, int wireType) => Varint((ulong)(field << 3 | wireType));

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.Add((byte)(value | 0x80));
        _bytes.Add((byte)value);
    }
}
