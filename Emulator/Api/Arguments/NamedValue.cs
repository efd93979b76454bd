using System.Runtime.InteropServices;
using System.Text;
using Emulator.Errors;

namespace Emulator.Api;

/// <summary>PJRT_NamedValue.</summary>
[StructLayout(LayoutKind.Explicit, Size = 56)]
internal unsafe struct NamedValue
{
    [FieldOffset(0)]
    public nuint StructSize;

    [FieldOffset(16)]
    public byte* Name;

    [FieldOffset(24)]
    public nuint NameLength;

    [FieldOffset(32)]
    public NamedValueType Type;

    [FieldOffset(40)]
    public byte* Text;

    [FieldOffset(40)]
    public long Integer;

    [FieldOffset(40)]
    public long* Integers;

    [FieldOffset(40)]
    public float Float;

    [FieldOffset(40)]
    public byte Flag;

    /// <summary>1 for a scalar, the length of a text or list.</summary>
    [FieldOffset(48)]
    public nuint Length;

    /// <summary>Options by name, as string, long, long[], float or bool.</summary>
    public static Dictionary<string, object> Read(NamedValue* values, nuint count)
    {
        var read = new Dictionary<string, object>();
        for (nuint i = 0; i < count; i++)
        {
            var value = values + i;
            var name = Encoding.UTF8.GetString(value->Name, (int)value->NameLength);
            object content = value->Type switch
            {
                NamedValueType.Text => Encoding.UTF8.GetString(value->Text, (int)value->Length),
                NamedValueType.Integer => value->Integer,
                NamedValueType.IntegerList => new ReadOnlySpan<long>(value->Integers, (int)value->Length).ToArray(),
                NamedValueType.Float => value->Float,
                NamedValueType.Flag => value->Flag != 0,
                _ => throw ProgramException.Invalid($"option {name} has the unknown type {(int)value->Type}"),
            };
            if (!read.TryAdd(name, content))
                throw ProgramException.Invalid($"option {name} is given twice");
        }
        return read;
    }
}

internal enum NamedValueType
{
    Text = 0,
    Integer = 1,
    IntegerList = 2,
    Float = 3,
    Flag = 4,
}
