using System.Runtime.InteropServices;

namespace Pjrt.Native;

// Every argument struct of the C API starts with its size and an extension list. Most take one object and give
// one thing back, so a few shapes serve many functions. "Size" constants are what goes into struct_size: the end
// of the last field, without the padding that the compiler adds after it.

/// <summary>An object in, nothing out: Destroy, Delete, Await.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ObjectArguments
{
    public const int Size = 24;
    public nuint StructSize;
    public void* Extensions;
    public nint Object;
}

/// <summary>An object in, a pointer or a pointer-sized number out.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct PointerArguments
{
    public const int Size = 32;
    public nuint StructSize;
    public void* Extensions;
    public nint Object;
    public nint Value;
}

/// <summary>An object in, a 32-bit number or enum out.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Int32Arguments
{
    public const int Size = 28;
    public nuint StructSize;
    public void* Extensions;
    public nint Object;
    public int Value;
}

/// <summary>An object in, a C bool out.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct FlagArguments
{
    public const int Size = 25;
    public nuint StructSize;
    public void* Extensions;
    public nint Object;
    public byte Value;
}

/// <summary>An object in, an array or text (first element and count) out.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SpanArguments
{
    public const int Size = 40;
    public nuint StructSize;
    public void* Extensions;
    public nint Object;
    public nint Data;
    public nuint Count;
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct PluginAttributesArguments
{
    public nuint StructSize;
    public void* Extensions;
    public NamedValue* Attributes;
    public nuint Count;
}

[StructLayout(LayoutKind.Explicit, Size = StructBytes)]
internal unsafe struct NamedValue
{
    public const int StructBytes = 56;
    [FieldOffset(0)] public nuint StructSize;
    [FieldOffset(8)] public void* Extensions;
    [FieldOffset(16)] public byte* Name;
    [FieldOffset(24)] public nuint NameSize;
    [FieldOffset(32)] public PjrtValueKind Kind;
    [FieldOffset(40)] public byte* Text;
    [FieldOffset(40)] public long Int64;
    [FieldOffset(40)] public long* Int64List;
    [FieldOffset(40)] public float Float;
    [FieldOffset(40)] public byte Flag;
    [FieldOffset(48)] public nuint ValueSize;
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct EventOnReadyArguments
{
    public const int Size = 40;
    public nuint StructSize;
    public void* Extensions;
    public nint Event;
    public delegate* unmanaged[Cdecl]<nint, nint, void> Callback;
    public nint UserArgument;
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ClientCreateArguments
{
    public nuint StructSize;
    public void* Extensions;
    public NamedValue* Options;
    public nuint OptionCount;
    public void* KeyValueGet;
    public void* KeyValueGetArgument;
    public void* KeyValuePut;
    public void* KeyValuePutArgument;
    public nint Client;
    public void* KeyValueTryGet;
    public void* KeyValueTryGetArgument;
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ProgramText
{
    public const int Size = 48;
    public nuint StructSize;
    public void* Extensions;
    public byte* Code;
    public nuint CodeSize;
    public byte* Format;
    public nuint FormatSize;
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CompileArguments
{
    public const int Size = 56;
    public nuint StructSize;
    public void* Extensions;
    public nint Client;
    public ProgramText* Program;
    public byte* Options;
    public nuint OptionsSize;
    public nint Executable;
}
