using System.Runtime.CompilerServices;

namespace Emulator.Kernels.Tiles;

internal interface ITileLoad<TFrom, TTo>
{
    static abstract TTo Widen(TFrom value);
}

internal readonly struct BFloat16Load : ITileLoad<ushort, int>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Widen(ushort value) => value << 16;
}

internal readonly struct HalfLoad : ITileLoad<Half, float>
{
    public static float Widen(Half value) => (float)value;
}

internal readonly struct SByteLoad : ITileLoad<sbyte, int>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Widen(sbyte value) => value;
}

internal readonly struct ByteLoad : ITileLoad<byte, int>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Widen(byte value) => value;
}

internal readonly struct ShortLoad : ITileLoad<short, int>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Widen(short value) => value;
}

internal readonly struct UShortLoad : ITileLoad<ushort, int>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Widen(ushort value) => value;
}

internal readonly struct PredLoad : ITileLoad<byte, int>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Widen(byte value) => value != 0 ? -1 : 0;
}
