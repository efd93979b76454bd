using Emulator.Kernels.Tiles;

namespace Emulator.Kernels.Products;

/// <summary>
/// A product whose rows go on, while they are in the cache, through a tile program and perhaps into a second product: attention,
/// a feed-forward layer, or a product with what follows it element by element.
/// </summary>
/// <param name="First">The product; its output exists only block by block.</param>
/// <param name="Middle">What happens to it; its flat index is that of the product's output.</param>
/// <param name="MiddleInput">The program's buffer that is the product's output.</param>
/// <param name="MiddleOutput">The program's buffer that is the second product's left side; -1 without one.</param>
/// <param name="Divisor">The program's buffer with a number for each row, by which the second product's rows are divided; -1 without one.</param>
/// <param name="Second">The second product, with as many batches and rows.</param>
internal sealed record ChainShape(ProductShape First, TileProgram Middle, int MiddleInput, int MiddleOutput, int Divisor, ProductShape? Second);
