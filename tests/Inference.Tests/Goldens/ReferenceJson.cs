using System.Text.Json;
using System.Text.RegularExpressions;

namespace Inference.Tests.Goldens;

/// <summary>JSON as Python writes it: NaN and the infinities, which JSON does not know, become null.</summary>
internal static partial class ReferenceJson
{
    public static JsonDocument Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return JsonDocument.Parse(NotNumbers().Replace(text, "null"));
        }
    }

    [GeneratedRegex(@"(?<=[:\[,]\s*)-?(?:Infinity|NaN)(?=\s*[,\]}])")]
    private static partial Regex NotNumbers();
}
