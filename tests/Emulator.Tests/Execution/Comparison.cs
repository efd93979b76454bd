using Emulator.Ir;
using Emulator.Kernels;

namespace Emulator.Tests.Execution;

/// <summary>Compares tensors as the conformance set's README says.</summary>
internal static unsafe class Comparison
{
    /// <returns>What is wrong with the first element that differs; null when all agree.</returns>
    public static string? Difference(ElementType type, byte[] actual, byte[] expected, bool bits, double absolute, double relative)
    {
        if (actual.Length != expected.Length)
            return $"{actual.Length} bytes instead of {expected.Length}";
        var size = type.Size();
        fixed (byte* a = actual, e = expected)
        {
            for (var i = 0; i < actual.Length / size; i++)
            {
                if (actual.AsSpan(i * size, size).SequenceEqual(expected.AsSpan(i * size, size)))
                    continue;
                var (x, y) = (Elements.Double(type, a, i), Elements.Double(type, e, i));
                if (double.IsNaN(x) && double.IsNaN(y))
                    continue;
                if (bits || !(x == y || Math.Abs(x - y) <= absolute + relative * Math.Abs(y) && !double.IsInfinity(y)))
                    return $"element {i} is {x:R} and should be {y:R}";
            }
        }
        return null;
    }
}
