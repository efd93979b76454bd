namespace Emulator.Kernels.Tiles;

/// <summary>Writes indices along a dimension.</summary>
internal static unsafe class TileIotas
{
    public static void Fill(TileIota iota, byte* register, long start, long count)
    {
        var inner = start % iota.Inner;
        var value = start / iota.Inner % iota.Size;
        for (long i = 0; i < count; i++)
        {
            Put(iota.Class, register, i, value);
            if (++inner < iota.Inner)
                continue;
            inner = 0;
            if (++value == iota.Size)
                value = 0;
        }
    }

    private static void Put(TileClass tileClass, byte* register, long index, long value)
    {
        switch (tileClass)
        {
            case TileClass.F32: ((float*)register)[index] = value; break;
            case TileClass.F64: ((double*)register)[index] = value; break;
            case TileClass.I32 or TileClass.U32: ((int*)register)[index] = (int)value; break;
            case TileClass.Mask: ((int*)register)[index] = value != 0 ? -1 : 0; break;
            default: ((long*)register)[index] = value; break;
        }
    }
}
