using Emulator.Ir;
using Emulator.Kernels.Simd;

namespace Emulator.Kernels.Products;

/// <summary>The right side of a product as panels, one batch after the other.</summary>
internal readonly unsafe struct PackedRight
{
    private readonly float* _panels;
    private readonly byte* _source;
    private readonly long _columns, _depth, _batchFloats;

    /// <param name="source">The right side as it lies in memory.</param>
    /// <param name="panels">Scratch of <see cref="Bytes"/>.</param>
    public PackedRight(ProductShape shape, byte* source, float* panels)
    {
        _source = source;
        _panels = panels;
        (_columns, _depth) = (shape.Columns, shape.Depth);
        Width = MicroKernels.PanelWidth;
        Panels = (_columns + Width - 1) / Width;
        _batchFloats = Padded(_columns) * _depth;
    }

    /// <summary>Columns of a full panel.</summary>
    public long Width { get; }

    public long Panels { get; }

    /// <summary>Bytes of all panels, whatever the processor.</summary>
    public static long Bytes(ProductShape shape)
        => shape.BatchCount * shape.Depth * ((shape.Columns + MicroKernels.WidestPanel - 1) / MicroKernels.WidestPanel * MicroKernels.WidestPanel) * sizeof(float);

    public static int Padded(long columns) => (int)((columns + SimdWidth.Lanes - 1) / SimdWidth.Lanes * SimdWidth.Lanes);

    public int ColumnsOf(long panel) => (int)Math.Min(Width, _columns - panel * Width);

    public float* Panel(long batch, long panel, out long stride)
    {
        stride = Padded(ColumnsOf(panel));
        return _panels + batch * _batchFloats + panel * Width * _depth;
    }

    /// <summary>Packs one panel of one batch.</summary>
    public void Pack(ProductShape shape, long batch, long panel)
    {
        var from = _source + (shape.Offsets(batch).Right + panel * Width * shape.RightColumn) * shape.Right.Size();
        var to = Panel(batch, panel, out var stride);
        PanelPacking.Pack(shape.Right, from, shape.RightDepth, shape.RightColumn, shape.Depth, ColumnsOf(panel), (int)stride, to);
    }
}
