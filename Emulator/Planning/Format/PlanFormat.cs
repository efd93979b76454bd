using System.Buffers.Binary;
using System.Security.Cryptography;
using Emulator.Errors;

namespace Emulator.Planning.Format;

/// <summary>
/// Plans as bytes: the constructor arguments of each record in order, numbers in as few bytes as they need. The header holds a
/// hash of all the records' shapes, so that bytes of another version are refused and never misread, and one of the bytes.
/// </summary>
internal static class PlanFormat
{
    private const uint Magic = 0x4E4C5031;
    private const int HeaderBytes = 24;

    public static byte[] Write(Plan plan)
    {
        var body = new PlanWriter();
        body.Value(typeof(Plan), plan);
        var bytes = new byte[HeaderBytes + body.Length];
        body.CopyTo(new MemoryStream(bytes, HeaderBytes, body.Length));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(4), RecordShapes.Hash);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), body.Length);
        Checksum(bytes).CopyTo(bytes, 16);
        return bytes;
    }

    /// <exception cref="ProgramException">The bytes are not a plan, are of another version, or are damaged.</exception>
    public static Plan Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderBytes || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic)
            throw ProgramException.Invalid("the bytes are not a program of the emulated device");
        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes[4..]) != RecordShapes.Hash)
            throw ProgramException.Precondition("the program was compiled by another version of the emulated device; compile it again");
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]);
        if (bytes.Length != HeaderBytes + length)
            throw ProgramException.Invalid($"the program has {bytes.Length - HeaderBytes} bytes and should have {length}: it is damaged");
        if (!Checksum(bytes).AsSpan().SequenceEqual(bytes[16..HeaderBytes]))
            throw ProgramException.Invalid("the program is damaged: its checksum is another");
        return (Plan)new PlanReader(bytes[HeaderBytes..].ToArray()).Value(typeof(Plan))!;
    }

    private static byte[] Checksum(ReadOnlySpan<byte> bytes) => SHA256.HashData(bytes[HeaderBytes..])[..8];
}
