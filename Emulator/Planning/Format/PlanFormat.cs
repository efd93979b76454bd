using System.Reflection;
using System.Text;
using Emulator.Errors;

namespace Emulator.Planning.Format;

/// <summary>
/// Plans as bytes: the constructor arguments of each record in order, numbers in as few bytes as they need. The header holds a
/// hash of all the records' shapes, so that bytes of another version are refused and never misread.
/// </summary>
internal static class PlanFormat
{
    private const uint Magic = 0x4E4C5031;
    private const int HeaderBytes = 16;

    public static byte[] Write(Plan plan)
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(RecordShapes.Hash);
            var body = new PlanWriter();
            body.Value(typeof(Plan), plan);
            writer.Write(body.Length);
            body.CopyTo(memory);
        }
        return memory.ToArray();
    }

    /// <exception cref="ProgramException">The bytes are not a plan, are of another version, or are damaged.</exception>
    public static Plan Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderBytes || BitConverter.ToUInt32(bytes) != Magic)
            throw ProgramException.Invalid("the bytes are not a program of the emulated device");
        if (BitConverter.ToUInt64(bytes[4..]) != RecordShapes.Hash)
            throw ProgramException.Precondition("the program was compiled by another version of the emulated device; compile it again");
        var length = BitConverter.ToInt32(bytes[12..]);
        if (bytes.Length != HeaderBytes + length)
            throw ProgramException.Invalid($"the program has {bytes.Length - HeaderBytes} bytes and should have {length}: it is damaged");
        try
        {
            return (Plan)new PlanReader(bytes[HeaderBytes..].ToArray()).Value(typeof(Plan))!;
        }
        catch (Exception error) when (error is IndexOutOfRangeException or ArgumentException or OverflowException or TargetInvocationException)
        {
            throw ProgramException.Invalid($"the program is damaged: {error.Message}");
        }
    }
}
