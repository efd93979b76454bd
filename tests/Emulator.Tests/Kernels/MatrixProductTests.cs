using Emulator.Execution.Workers;
using Emulator.Ir;
using Emulator.Kernels.Products;
using Emulator.Kernels.Simd;

namespace Emulator.Tests.Kernels;

/// <summary>Products against sums in double precision, for every vector width.</summary>
[Collection(SimdCollection.Name)]
public sealed unsafe class MatrixProductTests : IDisposable
{
    public static TheoryData<int, int, int, int> Sizes() => new()
    {
        { 1, 1, 1, 1 }, { 1, 7, 5, 3 }, { 1, 8, 48, 16 }, { 1, 9, 49, 17 }, { 1, 33, 95, 64 }, { 2, 3, 13, 0 }, { 3, 1, 20, 40 }, { 1, 4, 31, 130 },
        { 1, 64, 3, 33 }, { 2, 25, 24, 100 }, { 1, 200, 7, 9 }, { 1, 23, 144, 5 },
    };

    public void Dispose() => SimdWidth.Use(16);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Product_is_right_for_every_order_of_operands(int batches, int rows, int columns, int depth)
    {
        foreach (var lanes in new[] { 16, 8, 4 })
        {
            SimdWidth.Use(lanes);
            foreach (var (leftTransposed, rightTransposed) in new[] { (false, false), (false, true), (true, false), (true, true) })
                Check(batches, rows, columns, depth, leftTransposed, rightTransposed);
        }
    }

    private static void Check(int batches, int rows, int columns, int depth, bool leftTransposed, bool rightTransposed)
    {
        var shape = new ProductShape(
            [batches], [rows * depth], [depth * columns], rows, columns, depth,
            leftTransposed ? 1 : depth, leftTransposed ? rows : 1, rightTransposed ? 1 : columns, rightTransposed ? depth : 1,
            ElementType.F32, ElementType.F32, ElementType.F32);
        using var a = new NativeArray<float>(RandomValues.Floats(batches * rows * depth, 1));
        using var b = new NativeArray<float>(RandomValues.Floats(batches * depth * columns, 2));
        using var c = new NativeArray<float>(batches * rows * columns);
        using var scratch = new NativeArray<byte>((int)MatrixProduct.ScratchBytes(shape));
        MatrixProduct.Run(shape, a.Pointer, b.Pointer, c.Pointer, scratch.Pointer, new Crew(WorkerPool.Shared));
        for (var batch = 0; batch < batches; batch++)
        {
            for (var m = 0; m < rows; m++)
            {
                for (var n = 0; n < columns; n++)
                {
                    double sum = 0, size = 0;
                    for (var k = 0; k < depth; k++)
                    {
                        var product = (double)a.Span[(int)(batch * rows * depth + m * shape.LeftRow + k * shape.LeftDepth)]
                            * b.Span[(int)(batch * depth * columns + k * shape.RightDepth + n * shape.RightColumn)];
                        sum += product;
                        size += Math.Abs(product);
                    }
                    Assert.Equal(sum, c.Span[(batch * rows + m) * columns + n], 1e-6 * size + 1e-30);
                }
            }
        }
        Assert.True(c.IsGuardIntact && scratch.IsGuardIntact);
    }

    [Fact]
    public void Narrow_types_are_widened_and_the_sum_is_rounded_once()
    {
        var (rows, columns, depth) = (5, 37, 50);
        var shape = new ProductShape([], [], [], rows, columns, depth, depth, 1, columns, 1, ElementType.BF16, ElementType.BF16, ElementType.BF16);
        ushort[] Narrow(float[] values) => Array.ConvertAll(values, Emulator.Kernels.BFloat16s.Round);
        using var a = new NativeArray<ushort>(Narrow(RandomValues.Floats(rows * depth, 3)));
        using var b = new NativeArray<ushort>(Narrow(RandomValues.Floats(depth * columns, 4)));
        using var c = new NativeArray<ushort>(rows * columns);
        using var scratch = new NativeArray<byte>((int)MatrixProduct.ScratchBytes(shape));
        MatrixProduct.Run(shape, a.Pointer, b.Pointer, c.Pointer, scratch.Pointer, Crew.Alone);
        for (var i = 0; i < rows * columns; i++)
        {
            double sum = 0;
            for (var k = 0; k < depth; k++)
                sum += (double)Wide(a.Span[i / columns * depth + k]) * Wide(b.Span[k * columns + i % columns]);
            Assert.Equal(sum, Wide(c.Span[i]), Math.Abs(sum) * 0.0045 + 1e-4);
        }

        static float Wide(ushort bits) => Emulator.Kernels.BFloat16s.Widen(bits);
    }
}
