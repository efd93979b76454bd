using Inference.Checkpoints;

namespace Inference.Tests.Goldens.Runners;

/// <summary>The reference's pictures have their channels first, ours last.</summary>
internal static class Channels
{
    /// <summary>[batch, channels, y, x] to [batch, y, x, channels].</summary>
    public static float[] Last(StoredTensor picture) =>
        Swap(picture.ToFloats(), picture.Shape[^4], picture.Shape[^3], picture.Shape[^2] * picture.Shape[^1]);

    /// <summary>[batch, places, channels] to [batch, channels, places].</summary>
    public static float[] First(float[] picture, long batch, long channels) => Swap(picture, batch, picture.Length / batch / channels, channels);

    /// <summary>[batch, a, b] to [batch, b, a].</summary>
    private static float[] Swap(float[] source, long batch, long a, long b)
    {
        var result = new float[source.Length];
        for (var n = 0L; n < batch; n++)
            for (var i = 0L; i < a; i++)
                for (var j = 0L; j < b; j++)
                    result[(n * b + j) * a + i] = source[(n * a + i) * b + j];
        return result;
    }
}
