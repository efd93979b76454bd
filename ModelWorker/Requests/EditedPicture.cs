using Fleet;
using Inference.Images;
using Microsoft.AspNetCore.Http;
using ModelWorker.Errors;

namespace ModelWorker.Requests;

/// <summary>What an edit starts from.</summary>
/// <param name="Image">A picture of the asked size; a smaller one lies on a canvas of that size.</param>
/// <param name="Mask">Where to paint; null: everywhere.</param>
/// <param name="Strength">How much of the picture gives way, above 0 to 1.</param>
internal sealed record EditedPicture(RgbImage Image, ImageMask? Mask, double Strength)
{
    /// <summary>Without a mask the picture should still be known in what becomes of it; what is masked may become anything.</summary>
    private const double UsualStrength = 0.8, UsualMaskedStrength = 1;

    private const double LeastStrength = 0.01;

    /// <summary>Reads the files. A picture that is smaller than the asked size is laid on a canvas, and what is new there is painted.</summary>
    /// <exception cref="ApiException">A file is missing, no picture or of the wrong size, or nothing would be painted.</exception>
    public static EditedPicture Read(RequestFields fields, IFormFileCollection files, ImageParameters parameters)
    {
        var size = parameters.Size;
        var pictures = files.Where(file => file.Name is "image" or "image[]").ToArray();
        if (pictures.Length == 0)
            throw new ApiException(WorkerErrors.Missing("image"));
        if (pictures.Length > 1)
            throw new ApiException(WorkerErrors.WrongValue("image", $"{pictures.Length} pictures", "one"));
        var file = Bytes(pictures[0]);
        var given = Sized("image", file);
        if (given.Width > size.Width || given.Height > size.Height)
            throw new ApiException(WorkerErrors.WrongPictureSize("image", $"{given.Width}x{given.Height}", $"{size}, the asked 'size', or less, which is then painted around"));
        var image = Decoded("image", () => Png.Decode(file));
        var mask = ReadMask(files, image);
        if ((image.Width, image.Height) != (size.Width, size.Height))
            (image, mask) = Extended(fields, image, mask, size);
        var strength = fields.Number("strength", LeastStrength, 1) ?? (mask is null ? UsualStrength : UsualMaskedStrength);
        return (int)(parameters.Steps * strength) >= 1
            ? new EditedPicture(image, mask, strength)
            : throw new ApiException(WorkerErrors.WrongValue("strength", $"{strength} of {parameters.Steps} steps, which leaves none", $"at least {1.0 / parameters.Steps:0.###}, or more 'num_inference_steps'"));
    }

    private static ImageMask? ReadMask(IFormFileCollection files, RgbImage image)
    {
        if (files.GetFile("mask") is not { } file)
            return null;
        var bytes = Bytes(file);
        var (width, height) = Sized("mask", bytes);
        if ((width, height) != (image.Width, image.Height))
            throw new ApiException(WorkerErrors.WrongPictureSize("mask", $"{width}x{height}", $"{image.Width}x{image.Height}, the size of 'image'"));
        var mask = Decoded("mask", () => Png.DecodeMask(bytes));
        return mask.Painted.Contains(true)
            ? mask
            : throw new ApiException(WorkerErrors.WrongValue("mask", "nowhere transparent and nowhere white", "a mask that leaves something to paint"));
    }

    /// <summary>In the middle of the canvas unless the request says where.</summary>
    private static (RgbImage, ImageMask) Extended(RequestFields fields, RgbImage image, ImageMask? mask, ImageSize size)
    {
        var (width, height) = (size.Width - image.Width, size.Height - image.Height);
        var left = (int)(fields.Whole("left", 0, width) ?? width / 2);
        var top = (int)(fields.Whole("top", 0, height) ?? height / 2);
        var (canvas, painted) = Canvas.Extend(image, size.Width, size.Height, left, top);
        for (var y = 0; mask is not null && y < mask.Height; y++)
            for (var x = 0; x < mask.Width; x++)
                painted.Painted[(y + top) * size.Width + x + left] = mask[x, y];
        return (canvas, painted);
    }

    private static (int Width, int Height) Sized(string field, byte[] file) => Decoded(field, () => Png.Size(file));

    private static T Decoded<T>(string field, Func<T> decode)
    {
        try
        {
            return decode();
        }
        catch (InvalidDataException bad)
        {
            throw new ApiException(WorkerErrors.NotPicture(field, bad.Message));
        }
    }

    private static byte[] Bytes(IFormFile file)
    {
        var bytes = new byte[file.Length];
        using var stream = file.OpenReadStream();
        stream.ReadExactly(bytes);
        return bytes;
    }
}
