using Emulator.Ir;

namespace Emulator.Kernels.Tiles;

/// <summary>Moves a range of a strided tensor to or from a register, run by run along its innermost dimension.</summary>
internal static unsafe class TileTransfer
{
    private const int MostDimensions = 16;

    public static void Load(TileAccess access, byte* tensor, long start, long count, byte* register)
        => Move(access, tensor, start, count, register, store: false);

    public static void Store(TileAccess access, byte* tensor, long start, long count, byte* register)
        => Move(access, tensor, start, count, register, store: true);

    private static void Move(TileAccess access, byte* tensor, long start, long count, byte* register, bool store)
    {
        var rank = access.Dims.Length;
        var size = access.Type.Size();
        var held = TileClasses.Of(access.Type)!.Value.Size();
        if (rank == 0)
        {
            Run(access.Type, tensor + access.Offset * size, 1, register, count, store);
            return;
        }
        var index = stackalloc long[MostDimensions];
        var position = access.Offset;
        var rest = start;
        for (var d = rank - 1; d >= 0; d--)
        {
            index[d] = rest % access.Dims[d];
            rest /= access.Dims[d];
            position += index[d] * access.Strides[d];
        }
        var inner = access.Dims[rank - 1];
        var innerStride = access.Strides[rank - 1];
        while (count > 0)
        {
            var run = Math.Min(inner - index[rank - 1], count);
            Run(access.Type, tensor + position * size, innerStride, register, run, store);
            register += run * held;
            count -= run;
            // The run ends a row: back to its start, then the next index of the outer dimensions.
            position -= index[rank - 1] * innerStride;
            index[rank - 1] = 0;
            for (var d = rank - 2; d >= 0; d--)
            {
                position += access.Strides[d];
                if (++index[d] < access.Dims[d])
                    break;
                position -= access.Dims[d] * access.Strides[d];
                index[d] = 0;
            }
        }
    }

    private static void Run(ElementType type, byte* memory, long stride, byte* register, long count, bool store)
    {
        if (store)
            TileStores.Run(type, register, memory, stride, count);
        else
            TileLoads.Run(type, memory, stride, register, count);
    }
}
