using Microsoft.AspNetCore.Http;

namespace ServiceDefaults.Errors;

/// <summary>How large a request may be: the same at the gateway and behind it, so that whatever passes the one is taken by the other.</summary>
public static class RequestBody
{
    /// <summary>Largest body in bytes unless a setting says otherwise: room for pictures that are sent along.</summary>
    public const int DefaultLimit = 16 << 20;

    /// <summary>The answer to a larger one.</summary>
    public static ApiError TooLarge(long limit) => new(
        StatusCodes.Status413PayloadTooLarge, "body_too_large", $"The body is larger than the {limit} bytes allowed.");

    /// <summary>Reads some of a body, 0 bytes at its end. For chunks and trailers that cannot be told apart the server throws this and that; here it is one thing.</summary>
    /// <exception cref="BadHttpRequestException">The body cannot be read.</exception>
    public static async ValueTask<int> ReadAsync(Stream body, Memory<byte> into, CancellationToken cancellation)
    {
        try
        {
            return await body.ReadAsync(into, cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (BadHttpRequestException or OperationCanceledException))
        {
            throw new BadHttpRequestException("The body cannot be read: it ends before its time, or its chunks or trailers are none.", exception);
        }
    }
}
