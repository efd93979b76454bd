using System.Numerics;

namespace Inference.Images;

/// <summary>The five row filters of PNG (ISO/IEC 15948, section 9): a row as differences from its neighbours.</summary>
internal static class PngFilter
{
    public const int Count = 5;

    /// <summary>Filters a row; pixels left of it and above the first row count as zero.</summary>
    public static void Apply(int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int pixelBytes, Span<byte> filtered)
    {
        for (var i = 0; i < pixelBytes; i++)
            filtered[i] = (byte)(row[i] - Predict(filter, 0, above[i], 0));
        // From here on everything has a left neighbour, and the filters that most rows use are whole-vector differences.
        var here = row[pixelBytes..];
        var up = above[pixelBytes..];
        var to = filtered[pixelBytes..];
        var left = row[..^pixelBytes];
        var upperLeft = above[..^pixelBytes];
        switch (filter)
        {
            case 0: here.CopyTo(to); break;
            case 1: Subtract(here, left, to); break;
            case 2: Subtract(here, up, to); break;
            case 3:
                for (var i = 0; i < here.Length; i++)
                    to[i] = (byte)(here[i] - (left[i] + up[i]) / 2);
                break;
            default:
                for (var i = 0; i < here.Length; i++)
                    to[i] = (byte)(here[i] - Paeth(left[i], up[i], upperLeft[i]));
                break;
        }
    }

    private static void Subtract(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, Span<byte> to)
    {
        var i = 0;
        for (; i <= a.Length - Vector<byte>.Count; i += Vector<byte>.Count)
            (new Vector<byte>(a[i..]) - new Vector<byte>(b[i..])).CopyTo(to[i..]);
        for (; i < a.Length; i++)
            to[i] = (byte)(a[i] - b[i]);
    }

    /// <summary>Undoes a filter in place.</summary>
    public static void Undo(int filter, Span<byte> row, ReadOnlySpan<byte> above, int pixelBytes)
    {
        if (filter == 0)
            return;
        for (var i = 0; i < row.Length; i++)
        {
            var left = i < pixelBytes ? (byte)0 : row[i - pixelBytes];
            var upperLeft = i < pixelBytes ? (byte)0 : above[i - pixelBytes];
            row[i] = (byte)(row[i] + Predict(filter, left, above[i], upperLeft));
        }
    }

    /// <summary>Sum of the differences' sizes: the standard's own advice for choosing a filter.</summary>
    public static long Cost(ReadOnlySpan<byte> filtered)
    {
        long sum = 0;
        foreach (var difference in filtered)
            sum += Math.Abs((int)(sbyte)difference);
        return sum;
    }

    private static int Predict(int filter, byte left, byte above, byte upperLeft) => filter switch
    {
        0 => 0,
        1 => left,
        2 => above,
        3 => (left + above) / 2,
        4 => Paeth(left, above, upperLeft),
        _ => throw new InvalidDataException($"PNG: row filter {filter} does not exist; known are 0 to 4."),
    };

    private static int Paeth(int left, int above, int upperLeft)
    {
        var estimate = left + above - upperLeft;
        var (toLeft, toAbove, toCorner) = (Math.Abs(estimate - left), Math.Abs(estimate - above), Math.Abs(estimate - upperLeft));
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : upperLeft;
    }
}
