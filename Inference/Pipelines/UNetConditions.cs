using Inference.Models;
using Inference.Runtime;

namespace Inference.Pipelines;

/// <summary>What a UNet is told beside the text, on its devices.</summary>
internal static class UNetConditions
{
    /// <summary>Sinusoids of each time, [times, channels].</summary>
    public static DeviceArray Times(Mesh mesh, UNet model, ReadOnlySpan<float> times)
    {
        var width = model.Config.Channels[0];
        return mesh.Upload<float>(Sinusoids.Of(times, width), times.Length, width);
    }

    /// <summary>For each of a batch its pooled text, then sinusoids of the numbers that describe its size: [batch, channels].</summary>
    /// <param name="mesh">Where to.</param>
    /// <param name="model">Whose.</param>
    /// <param name="pooled">[batch, width of the pooled text].</param>
    /// <param name="numbers">[batch, numbers].</param>
    /// <param name="batch">How many.</param>
    /// <exception cref="InvalidDataException">They are not as many as the model takes.</exception>
    public static DeviceArray Added(Mesh mesh, UNet model, ReadOnlySpan<float> pooled, ReadOnlySpan<float> numbers, int batch)
    {
        var (width, each, channels) = (pooled.Length / batch, numbers.Length / batch, model.Config.AddedChannels ?? 0);
        if (width + each * model.Config.AddedSinusoidWidth != channels)
            throw new InvalidDataException(
                $"The UNet takes {channels} added channels: a pooled text of {width} and {each} numbers of {model.Config.AddedSinusoidWidth} do not fit.");
        var added = new List<float>();
        for (var i = 0; i < batch; i++)
        {
            added.AddRange(pooled.Slice(i * width, width));
            added.AddRange(Sinusoids.Of(numbers.Slice(i * each, each), model.Config.AddedSinusoidWidth));
        }
        return mesh.Upload<float>([.. added], batch, channels);
    }
}
