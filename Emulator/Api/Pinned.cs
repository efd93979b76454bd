using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Emulator.Api;

/// <summary>Arrays whose address never changes: what the table hands out stays valid while its owner keeps the array.</summary>
internal static unsafe class Pinned
{
    public static T[] Copy<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var array = GC.AllocateUninitializedArray<T>(values.Length, pinned: true);
        values.CopyTo(array);
        return array;
    }

    public static T[] New<T>(int length)
        where T : unmanaged
        => GC.AllocateArray<T>(length, pinned: true);

    /// <summary>Where a pinned array begins; null for an empty one.</summary>
    public static T* Pointer<T>(T[] pinned)
        where T : unmanaged
        => pinned.Length == 0 ? null : (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));
}
