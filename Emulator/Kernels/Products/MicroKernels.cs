using System.Runtime.Intrinsics;
using Emulator.Kernels.Simd;

namespace Emulator.Kernels.Products;

/// <summary>The micro-kernel for a vector width, a number of rows and a number of vectors.</summary>
internal static unsafe class MicroKernels
{
    public const int MaxRows = 8;

    /// <summary>Vectors side by side in a panel.</summary>
    public const int MaxColumns = 3;

    /// <summary>No panel is wider, whatever the processor: what scratch memory is planned for.</summary>
    public const int WidestPanel = 16 * MaxColumns;

    private static readonly nint[] Wide = Table<Vector512<float>, Simd512>();
    private static readonly nint[] Half = Table<Vector256<float>, Simd256>();
    private static readonly nint[] Portable = Table<Vector128<float>, Simd128>();

    /// <summary>Rows in a tile: 16 registers hold half of what 32 do.</summary>
    public static int Rows => SimdWidth.Lanes == 16 ? MaxRows : MaxRows / 2;

    /// <summary>Floats in a panel.</summary>
    public static int PanelWidth => MaxColumns * SimdWidth.Lanes;

    /// <summary>A micro-kernel; the arguments are those of <see cref="MicroKernel{TVector, TSimd}.Run"/>.</summary>
    public static delegate*<long, float*, long, long, float*, long, long*, float*, long, bool, void> Get(int rows, int columns)
    {
        var table = SimdWidth.Lanes switch { 16 => Wide, 8 => Half, _ => Portable };
        return (delegate*<long, float*, long, long, float*, long, long*, float*, long, bool, void>)table[(rows - 1) * MaxColumns + columns - 1];
    }

    private static nint[] Table<TVector, TSimd>()
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
        =>
        [
            .. Row<TVector, TSimd, One>(), .. Row<TVector, TSimd, Two>(), .. Row<TVector, TSimd, Three>(), .. Row<TVector, TSimd, Four>(),
            .. Row<TVector, TSimd, Five>(), .. Row<TVector, TSimd, Six>(), .. Row<TVector, TSimd, Seven>(), .. Row<TVector, TSimd, Eight>(),
        ];

    private static nint[] Row<TVector, TSimd, TRows>()
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
        where TRows : struct, ICount
        =>
        [
            Pointer(&MicroKernel<TVector, TSimd>.Run<TRows, One>),
            Pointer(&MicroKernel<TVector, TSimd>.Run<TRows, Two>),
            Pointer(&MicroKernel<TVector, TSimd>.Run<TRows, Three>),
        ];

    private static nint Pointer(delegate*<long, float*, long, long, float*, long, long*, float*, long, bool, void> kernel) => (nint)kernel;
}
