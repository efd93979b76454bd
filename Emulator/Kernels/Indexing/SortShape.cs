using Emulator.Ir;

namespace Emulator.Kernels.Indexing;

/// <summary>Tensors sorted together along one dimension.</summary>
/// <param name="Types">Element types of the tensors.</param>
/// <param name="Outer">Elements before the dimension, <paramref name="Length"/> along it, <paramref name="Inner"/> after it.</param>
/// <param name="Key">The tensor whose elements alone decide; -1 when a comparison program does.</param>
/// <param name="Descending">With a key: larger elements come first.</param>
/// <param name="OrEqual">With a key: the comparison holds for equal elements too.</param>
internal sealed record SortShape(ElementType[] Types, long Outer, long Length, long Inner, int Key, bool Descending, bool OrEqual, bool TotalOrder);
