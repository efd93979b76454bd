using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using ServiceDefaults.Errors;

namespace Gateway.Routing;

/// <summary>
/// Reads of a form with files (RFC 7578) the few short fields that routing needs, where they lie in the body: pictures are passed over,
/// not copied. What a worker would refuse it refuses; here only what cannot be found its way through is.
/// </summary>
internal static class FormReader
{
    public const string MediaType = "multipart/form-data";

    /// <summary>What is longer is no name of a model and no size.</summary>
    private const int LongestField = 1024;

    // RFC 2046, 5.1.1.
    private const int LongestBoundary = 70;

    /// <summary>The request, or what is wrong with its form.</summary>
    public static (InferenceRequest Request, ApiError? Error) Parse(ReadOnlyMemory<byte> body, string contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type)
            || type.Parameters.FirstOrDefault(p => p.Name.Equals("boundary", StringComparison.OrdinalIgnoreCase))?.Value?.Trim('"') is not { Length: > 0 and <= LongestBoundary } boundary)
            return (default, NotForm("its Content-Type names no boundary."));
        string? model = null, size = null;
        long? count = null;
        var delimiter = Encoding.UTF8.GetBytes($"\r\n--{boundary}");
        var rest = body.Span;
        // The first has no line before it.
        if (!rest.StartsWith(delimiter.AsSpan(2)))
            return (default, NotForm("it does not begin with its boundary."));
        rest = rest[(delimiter.Length - 2)..];
        while (!rest.StartsWith("--"u8))
        {
            var head = rest.IndexOf("\r\n\r\n"u8);
            if (head < 0 || rest[(head + 4)..].IndexOf(delimiter) is not (>= 0 and var length))
                return (default, NotForm("it ends in the middle of a part."));
            var value = rest.Slice(head + 4, length);
            // A file is no field, whatever its name.
            if (length <= LongestField && Name(rest[..head]) is { } name)
            {
                switch (name)
                {
                    case "model":
                        model = Encoding.UTF8.GetString(value);
                        break;
                    case "size":
                        size = Encoding.UTF8.GetString(value);
                        break;
                    case "n" when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var n):
                        count = n;
                        break;
                }
            }
            rest = rest[(head + 4 + length + delimiter.Length)..];
        }

        return (new InferenceRequest(body, model, size, AsksForTokens: false) { Count = count }, null);
    }

    public static ApiError NotForm(string what) => new(StatusCodes.Status400BadRequest, "invalid_form", $"The body is not {MediaType}: {what}");

    /// <summary>The name of a part that is a field.</summary>
    private static string? Name(ReadOnlySpan<byte> head)
    {
        foreach (var line in Encoding.UTF8.GetString(head).Split("\r\n"))
        {
            if (line.StartsWith("Content-Disposition:", StringComparison.OrdinalIgnoreCase)
                && ContentDispositionHeaderValue.TryParse(line["Content-Disposition:".Length..].Trim(), out var disposition))
                return disposition.FileName is null && disposition.FileNameStar is null ? disposition.Name?.Trim('"') : null;
        }

        return null;
    }
}
