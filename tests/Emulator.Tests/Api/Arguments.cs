using System.Text;
using Emulator.Api;
using Emulator.Errors;

namespace Emulator.Tests.Api;

/// <summary>An argument struct as a C caller lays it out, filled and read by offset, passed to a function of the table.</summary>
internal sealed unsafe class Arguments
{
    private readonly byte[] _bytes = GC.AllocateArray<byte>(256, pinned: true);
    private readonly List<object> _kept = [];

    public Arguments(int structSize) => Set(0, structSize);

    public nint Address => (nint)Pointer;

    private byte* Pointer => Pinned.Pointer(_bytes);

    public Arguments Set(int offset, nint value)
    {
        *(nint*)(Pointer + offset) = value;
        return this;
    }

    public Arguments SetInt(int offset, int value)
    {
        *(int*)(Pointer + offset) = value;
        return this;
    }

    /// <summary>A pointer to a copy of the values, which lives as long as this object, and their number or length.</summary>
    public Arguments SetList<T>(int offset, ReadOnlySpan<T> values, int countOffset = 0)
        where T : unmanaged
    {
        var copy = Pinned.Copy(values);
        _kept.Add(copy);
        Set(offset, (nint)Pinned.Pointer(copy));
        return countOffset == 0 ? this : Set(countOffset, values.Length);
    }

    public Arguments SetText(int offset, string text, int lengthOffset) => SetList<byte>(offset, Encoding.UTF8.GetBytes(text), lengthOffset);

    public nint Get(int offset) => *(nint*)(Pointer + offset);

    public int GetInt(int offset) => *(int*)(Pointer + offset);

    public bool GetFlag(int offset) => Pointer[offset] != 0;

    public string GetText(int offset, int lengthOffset) => Encoding.UTF8.GetString((byte*)Get(offset), (int)Get(lengthOffset));

    public T[] GetList<T>(int offset, int countOffset)
        where T : unmanaged
        => new ReadOnlySpan<T>((void*)Get(offset), (int)Get(countOffset)).ToArray();

    /// <summary>Values that lie in the struct itself.</summary>
    public long[] GetLongs(int offset, int count) => new ReadOnlySpan<long>(Pointer + offset, count).ToArray();

    /// <exception cref="ProgramException">The function gave a PJRT_Error, which was read and destroyed.</exception>
    public Arguments Call(ApiFunction function)
    {
        return Call(RawApi.Function(function));
    }

    public Arguments Call(nint function)
    {
        RawApi.Check(((delegate* unmanaged[Cdecl]<void*, nint>)function)(Pointer));
        GC.KeepAlive(this);
        return this;
    }
}
