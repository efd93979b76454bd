using Emulator.Buffers;
using Emulator.Errors;

namespace Emulator.Api;

/// <summary>Memory layouts: tensors lie row-major, on the host and on the device.</summary>
internal static unsafe class Layouts
{
    public static void RequireRowMajor(MemoryLayout* layout, DeviceShape shape)
    {
        if (layout is null)
            return;
        if (layout->Type != MemoryLayout.Tiled)
            throw ProgramException.Invalid("a layout of strides is not allowed; leave it null or give a tiled one without tiles");
        var isRowMajor = layout->TileCount == 0 && layout->MinorToMajorCount == shape.Rank;
        for (nuint i = 0; isRowMajor && i < shape.Rank; i++)
            isRowMajor = layout->MinorToMajor[i] == shape.MinorToMajor[i];
        if (!isRowMajor)
            throw ProgramException.Unimplemented("only the row-major layout without tiles is implemented");
    }
}
