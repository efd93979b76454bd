using System.Text.Json;
using Inference.Checkpoints;
using Inference.Images;

namespace Inference.Tests.Goldens.Runners;

/// <summary>Arguments of one run of a pipeline, by the reference's names.</summary>
internal static class RunArguments
{
    public static bool Given(this JsonElement run, string name, out JsonElement value) =>
        run.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;

    public static double Number(this JsonElement run, string name, double otherwise) => run.Given(name, out var value) ? value.GetDouble() : otherwise;

    public static string? Text(this JsonElement run, string name) => run.Given(name, out var value) ? value.GetString() : null;

    public static (int First, int Second)? Pair(this JsonElement run, string name) =>
        run.Given(name, out var value) ? (value[0].GetInt32(), value[1].GetInt32()) : null;

    /// <summary>The first of these arguments that the run gives, as a reason to skip it.</summary>
    public static string? NotBuilt(this JsonElement run, params IEnumerable<string> names) =>
        names.FirstOrDefault(name => run.Given(name, out _)) is { } other ? $"The argument {other} of the pipeline is not built yet." : null;

    /// <summary>A picture [1, 3, height, width] in 0 … 1, of whole bytes.</summary>
    public static RgbImage Picture(StoredTensor image) => RgbImage.FromUnit((int)image.Shape[3], (int)image.Shape[2], image.ToFloats(), planar: true);

    /// <summary>A mask [1, 1, height, width], 1 where to paint.</summary>
    public static ImageMask Mask(StoredTensor mask) => new((int)mask.Shape[3], (int)mask.Shape[2], [.. mask.ToFloats().Select(m => m >= 0.5f)]);

    /// <summary>Latents [1, channels, rows, columns] as a transformer's tokens: squares of 2 by 2, packed as the README says.</summary>
    public static float[] Packed(StoredTensor latents)
    {
        var (channels, rows, columns, values) = (latents.Shape[1], latents.Shape[2], latents.Shape[3], latents.ToFloats());
        var packed = new float[values.Length];
        for (var c = 0L; c < channels; c++)
            for (var y = 0L; y < rows; y++)
                for (var x = 0L; x < columns; x++)
                    packed[((y / 2 * (columns / 2) + x / 2) * channels + c) * 4 + y % 2 * 2 + x % 2] = values[(c * rows + y) * columns + x];
        return packed;
    }
}
