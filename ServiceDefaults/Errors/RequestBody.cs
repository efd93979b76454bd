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
}
