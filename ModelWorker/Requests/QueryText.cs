using System.Net;
using System.Text;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using ModelWorker.Errors;
using ServiceDefaults.Errors;

namespace ModelWorker.Requests;

/// <summary>Finds what in a query is no text. The server leaves escapes that are not UTF-8 as they are, and a prompt would be taken with them.</summary>
internal static class QueryText
{
    /// <exception cref="ApiException">Names the field.</exception>
    public static void Check(QueryString query)
    {
        foreach (var pair in new QueryStringEnumerable(query.Value))
        {
            if (!IsText(pair.EncodedName.Span) || !IsText(pair.EncodedValue.Span))
                throw new ApiException(RequestJson.NotText(pair.DecodeName().ToString()));
        }
    }

    private static bool IsText(ReadOnlySpan<char> encoded)
    {
        if (!encoded.Contains('%'))
            return true;
        var bytes = Encoding.UTF8.GetBytes(encoded.ToString());
        return Utf8.IsValid(WebUtility.UrlDecodeToBytes(bytes, 0, bytes.Length));
    }
}
