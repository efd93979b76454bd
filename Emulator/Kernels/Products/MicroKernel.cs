using System.Runtime.CompilerServices;
using Emulator.Kernels.Simd;

namespace Emulator.Kernels.Products;

/// <summary>
/// The inner loop of every product: <c>c[r, v] = sum over k of a[r, k] * b[k, v]</c> for up to eight rows and three vectors,
/// all sums in registers (24 of the 32 of AVX-512).
/// </summary>
internal static unsafe class MicroKernel<TVector, TSimd>
    where TVector : struct
    where TSimd : struct, ISimd<TVector>
{
    /// <param name="depth">How many k.</param>
    /// <param name="a">Left side; rows <paramref name="rowStride"/>, k <paramref name="depthStride"/> floats apart.</param>
    /// <param name="b">Right side: vectors of one k adjacent.</param>
    /// <param name="offsets">Where each k of a is, in floats; null: every <paramref name="depthStride"/> floats.</param>
    /// <param name="c">Output, rows <paramref name="cStride"/> floats apart.</param>
    /// <param name="accumulate">Whether c is added to, or overwritten.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TRows, TColumns>(
        long depth, float* a, long rowStride, long depthStride, float* b, long bStride, long* offsets, float* c, long cStride, bool accumulate)
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        TVector c00 = default, c01 = default, c02 = default;
        TVector c10 = default, c11 = default, c12 = default;
        TVector c20 = default, c21 = default, c22 = default;
        TVector c30 = default, c31 = default, c32 = default;
        TVector c40 = default, c41 = default, c42 = default;
        TVector c50 = default, c51 = default, c52 = default;
        TVector c60 = default, c61 = default, c62 = default;
        TVector c70 = default, c71 = default, c72 = default;
        int lanes = TSimd.Lanes;
        float* ak = a;
        for (long k = 0; k < depth; k++)
        {
            if (offsets != null)
                ak = a + offsets[k];
            TVector b0 = TSimd.Load(b), b1 = default, b2 = default;
            if (TColumns.Value > 1) b1 = TSimd.Load(b + lanes);
            if (TColumns.Value > 2) b2 = TSimd.Load(b + 2 * lanes);
            var x = TSimd.Splat(*ak);
            c00 = TSimd.MultiplyAdd(x, b0, c00);
            if (TColumns.Value > 1) c01 = TSimd.MultiplyAdd(x, b1, c01);
            if (TColumns.Value > 2) c02 = TSimd.MultiplyAdd(x, b2, c02);
            if (TRows.Value > 1)
            {
                var x1 = TSimd.Splat(ak[rowStride]);
                c10 = TSimd.MultiplyAdd(x1, b0, c10);
                if (TColumns.Value > 1) c11 = TSimd.MultiplyAdd(x1, b1, c11);
                if (TColumns.Value > 2) c12 = TSimd.MultiplyAdd(x1, b2, c12);
            }
            if (TRows.Value > 2)
            {
                var x2 = TSimd.Splat(ak[2 * rowStride]);
                c20 = TSimd.MultiplyAdd(x2, b0, c20);
                if (TColumns.Value > 1) c21 = TSimd.MultiplyAdd(x2, b1, c21);
                if (TColumns.Value > 2) c22 = TSimd.MultiplyAdd(x2, b2, c22);
            }
            if (TRows.Value > 3)
            {
                var x3 = TSimd.Splat(ak[3 * rowStride]);
                c30 = TSimd.MultiplyAdd(x3, b0, c30);
                if (TColumns.Value > 1) c31 = TSimd.MultiplyAdd(x3, b1, c31);
                if (TColumns.Value > 2) c32 = TSimd.MultiplyAdd(x3, b2, c32);
            }
            if (TRows.Value > 4)
            {
                var x4 = TSimd.Splat(ak[4 * rowStride]);
                c40 = TSimd.MultiplyAdd(x4, b0, c40);
                if (TColumns.Value > 1) c41 = TSimd.MultiplyAdd(x4, b1, c41);
                if (TColumns.Value > 2) c42 = TSimd.MultiplyAdd(x4, b2, c42);
            }
            if (TRows.Value > 5)
            {
                var x5 = TSimd.Splat(ak[5 * rowStride]);
                c50 = TSimd.MultiplyAdd(x5, b0, c50);
                if (TColumns.Value > 1) c51 = TSimd.MultiplyAdd(x5, b1, c51);
                if (TColumns.Value > 2) c52 = TSimd.MultiplyAdd(x5, b2, c52);
            }
            if (TRows.Value > 6)
            {
                var x6 = TSimd.Splat(ak[6 * rowStride]);
                c60 = TSimd.MultiplyAdd(x6, b0, c60);
                if (TColumns.Value > 1) c61 = TSimd.MultiplyAdd(x6, b1, c61);
                if (TColumns.Value > 2) c62 = TSimd.MultiplyAdd(x6, b2, c62);
            }
            if (TRows.Value > 7)
            {
                var x7 = TSimd.Splat(ak[7 * rowStride]);
                c70 = TSimd.MultiplyAdd(x7, b0, c70);
                if (TColumns.Value > 1) c71 = TSimd.MultiplyAdd(x7, b1, c71);
                if (TColumns.Value > 2) c72 = TSimd.MultiplyAdd(x7, b2, c72);
            }
            b += bStride;
            if (offsets == null)
                ak += depthStride;
        }
        Put<TColumns>(c, c00, c01, c02, accumulate);
        if (TRows.Value > 1) Put<TColumns>(c + cStride, c10, c11, c12, accumulate);
        if (TRows.Value > 2) Put<TColumns>(c + 2 * cStride, c20, c21, c22, accumulate);
        if (TRows.Value > 3) Put<TColumns>(c + 3 * cStride, c30, c31, c32, accumulate);
        if (TRows.Value > 4) Put<TColumns>(c + 4 * cStride, c40, c41, c42, accumulate);
        if (TRows.Value > 5) Put<TColumns>(c + 5 * cStride, c50, c51, c52, accumulate);
        if (TRows.Value > 6) Put<TColumns>(c + 6 * cStride, c60, c61, c62, accumulate);
        if (TRows.Value > 7) Put<TColumns>(c + 7 * cStride, c70, c71, c72, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TColumns>(float* c, TVector v0, TVector v1, TVector v2, bool accumulate)
        where TColumns : struct, ICount
    {
        Put(c, v0, accumulate);
        if (TColumns.Value > 1) Put(c + TSimd.Lanes, v1, accumulate);
        if (TColumns.Value > 2) Put(c + 2 * TSimd.Lanes, v2, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(float* c, TVector value, bool accumulate)
        => TSimd.Store(accumulate ? TSimd.Add(TSimd.Load(c), value) : value, c);
}
