using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Emulator.Ir;

namespace Emulator.Kernels.Products;

/// <summary>
/// Copies columns of the right side into a panel: for each k the columns side by side, padded with zeros to whole vectors.
/// The transposition that a program asks for happens here and costs no pass of its own.
/// </summary>
internal static unsafe class PanelPacking
{
    /// <param name="type">Element type of the source.</param>
    /// <param name="source">First element of the first column.</param>
    /// <param name="depthStride">Elements from one k to the next.</param>
    /// <param name="columnStride">Elements from one column to the next.</param>
    /// <param name="depth">How many k.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="width">Floats of the panel for each k, at least <paramref name="columns"/>.</param>
    /// <param name="panel">Gets depth * width floats.</param>
    public static void Pack(
        ElementType type, byte* source, long depthStride, long columnStride, long depth, int columns, int width, float* panel)
    {
        if (columns < width)
            new Span<float>(panel, checked((int)(depth * width))).Clear();
        if (columnStride == 1)
            PackRows(type, source, depthStride, depth, columns, width, panel);
        else if (depthStride == 1 && type == ElementType.F32)
            PackColumns((float*)source, columnStride, depth, columns, width, panel);
        else
            PackAny(type, source, depthStride, columnStride, depth, columns, width, panel);
    }

    private static void PackRows(ElementType type, byte* source, long depthStride, long depth, int columns, int width, float* panel)
    {
        for (long k = 0; k < depth; k++)
            FloatLoads.Row(type, source, k * depthStride, panel + k * width, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackColumns(float* source, long columnStride, long depth, int columns, int width, float* panel)
    {
        var n = 0;
        for (; n + 8 <= columns; n += 8)
        {
            var from = source + n * columnStride;
            long k = 0;
            for (; k + 8 <= depth; k += 8)
                Transpose8(from + k, columnStride, panel + k * width + n, width);
            for (; k < depth; k++)
            {
                for (var i = 0; i < 8; i++)
                    panel[k * width + n + i] = from[i * columnStride + k];
            }
        }
        for (; n < columns; n++)
        {
            for (long k = 0; k < depth; k++)
                panel[k * width + n] = source[n * columnStride + k];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackAny(
        ElementType type, byte* source, long depthStride, long columnStride, long depth, int columns, int width, float* panel)
    {
        for (var n = 0; n < columns; n++)
        {
            for (long k = 0; k < depth; k++)
                panel[k * width + n] = FloatLoads.Load(type, source, n * columnStride + k * depthStride);
        }
    }

    /// <summary>An 8 by 8 block, rows to columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Transpose8(float* from, long fromStride, float* to, long toStride)
    {
        if (!System.Runtime.Intrinsics.X86.Avx.IsSupported)
        {
            for (var i = 0; i < 8; i++)
            {
                for (var j = 0; j < 8; j++)
                    to[j * toStride + i] = from[i * fromStride + j];
            }
            return;
        }
        Avx8.Transpose(from, fromStride, to, toStride);
    }
}
