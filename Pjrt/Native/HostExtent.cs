namespace Pjrt.Native;

/// <summary>How far into host memory a strided array reaches.</summary>
internal static class HostExtent
{
    /// <summary>Bytes from the first element to the end of the last, dense when there are no strides.</summary>
    /// <exception cref="ArgumentException">A dimension or stride is negative.</exception>
    public static long Of(ElementType type, ReadOnlySpan<long> dimensions, ReadOnlySpan<long> byteStrides)
    {
        long dense = type.SizeInBytes(), reach = dense;
        var empty = false;
        for (var i = dimensions.Length - 1; i >= 0; i--)
        {
            var stride = i < byteStrides.Length ? byteStrides[i] : dense;
            if (dimensions[i] < 0 || stride < 0)
                throw new ArgumentException($"Dimension {i} has size {dimensions[i]} and stride {stride}; neither may be negative.");
            empty |= dimensions[i] == 0;
            reach = checked(reach + (dimensions[i] - 1) * stride);
            dense = checked(dense * dimensions[i]);
        }

        return empty ? 0 : reach;
    }
}
