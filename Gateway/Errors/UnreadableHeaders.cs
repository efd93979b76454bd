using System.Buffers;
using System.Text;

namespace Gateway.Errors;

/// <summary>
/// Answers headers that are not UTF-8 as other errors are answered. The server itself would refuse them with an empty
/// 400, so it is given an encoding that marks what it cannot read, and the marks are looked for here.
/// </summary>
internal static class UnreadableHeaders
{
    public static readonly Encoding Marking = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    // What a decoder puts in the place of what it cannot read; and NUL, which is text and yet in no header (RFC 9110, 5.5).
    private static readonly SearchValues<char> Marks = SearchValues.Create('\uFFFD', '\0');

    public static Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        foreach (var (name, values) in context.Request.Headers)
        {
            foreach (var value in values)
            {
                if (value.AsSpan().ContainsAny(Marks)) return GatewayErrors.UnreadableHeader(name).WriteAsync(context);
            }
        }

        return next(context);
    }
}
