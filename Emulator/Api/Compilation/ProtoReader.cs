using Emulator.Errors;

namespace Emulator.Api.Compilation;

/// <summary>Walks the fields of a protobuf message.</summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    public int Field { get; private set; }

    /// <summary>The field's value when it is a varint or of fixed size.</summary>
    public ulong Number { get; private set; }

    /// <summary>The field's value when it has a length.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    public bool Next()
    {
        if (_rest.IsEmpty)
            return false;
        var tag = Varint();
        Field = (int)(tag >> 3);
        Bytes = default;
        Number = 0;
        switch (tag & 7)
        {
            case 0:
                Number = Varint();
                break;
            case 1:
                Number = BitConverter.ToUInt64(Take(8));
                break;
            case 2:
                Bytes = Take(Varint());
                break;
            case 5:
                Number = BitConverter.ToUInt32(Take(4));
                break;
            default:
                throw ProgramException.Invalid($"the compile options are no protobuf message: wire type {tag & 7}");
        }
        return true;
    }

    /// <summary>A number of a packed list; the reader stands on the list's bytes.</summary>
    public ulong Packed() => Varint();

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)_rest.Length)
            throw ProgramException.Invalid("the compile options end in the middle of a field");
        var taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken;
    }

    public readonly bool AtEnd => _rest.IsEmpty;

    private ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Take(1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
        throw ProgramException.Invalid("the compile options hold a number longer than 64 bits");
    }
}
