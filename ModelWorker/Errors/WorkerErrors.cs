using Microsoft.AspNetCore.Http;
using ServiceDefaults.Errors;

namespace ModelWorker.Errors;

/// <summary>Every error that a worker answers with.</summary>
internal static class WorkerErrors
{
    public static ApiError NotJsonType { get; } = new(
        StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type", "The body must be JSON: send Content-Type: application/json.");

    public static ApiError NotFormType { get; } = new(
        StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type", "The body must be a form with files: send Content-Type: multipart/form-data.");

    public static ApiError NotForm(string why) => new(StatusCodes.Status400BadRequest, "invalid_form", $"The body is not multipart/form-data: {why}");

    public static ApiError OtherSite { get; } = new(
        StatusCodes.Status403Forbidden, "other_site", "Forms of pages of other sites are not taken.");

    public static ApiError NotPicture(string field, string why) => new(
        StatusCodes.Status400BadRequest, "invalid_image", $"'{field}' cannot be read as a picture; allowed are PNG files. {why}", field);

    public static ApiError WrongPictureSize(string field, string given, string allowed) => new(
        StatusCodes.Status400BadRequest, "invalid_image_size", $"'{field}' is {given}; allowed is {allowed}.", field);

    public static ApiError Missing(string field) => new(StatusCodes.Status400BadRequest, "missing_field", $"'{field}' is required.", field);

    public static ApiError WrongType(string field, string given, string kind) => new(
        StatusCodes.Status400BadRequest, "invalid_type", $"'{field}' is {Given.Short(given)}; it must be {kind}.", field);

    public static ApiError UnknownField(string field, string? meant, IEnumerable<string> allowed) => new(
        StatusCodes.Status400BadRequest, "unknown_field",
        $"'{Given.Short(field)}' is not a field of this request.{(meant is null ? "" : $" Did you mean '{meant}'?")} Allowed: {string.Join(", ", allowed)}.", Given.Short(field));

    public static ApiError WrongValue(string field, string given, string allowed) => new(
        StatusCodes.Status400BadRequest, "invalid_value", $"'{field}' is {Given.Short(given)}; allowed is {allowed}.", field);

    public static ApiError UnknownModel(string model, string served) => new(
        StatusCodes.Status404NotFound, "model_not_found", $"The model '{Given.Short(model)}' is not served here. Models: {served}.", "model");

    public static ApiError NoTextModel(string served) => new(
        StatusCodes.Status404NotFound, "model_not_found", $"'max_new_tokens' asks for a text model, and none is served here. Models: {served}.", "max_new_tokens");

    public static ApiError UnsupportedSize(string size, string who, IEnumerable<string> allowed) => new(
        StatusCodes.Status400BadRequest, "unsupported_size",
        $"The size '{Given.Short(size)}' is not supported by {who}. Allowed, width x height: {string.Join(", ", allowed)}.", "size");

    public static ApiError QueueFull(int capacity, TimeSpan retryAfter) => new(
        StatusCodes.Status429TooManyRequests, "queue_full", $"{capacity} requests are waiting, which is all that may. Try again later.")
    { RetryAfter = retryAfter };

    public static ApiError NotReady(string reason) => new(StatusCodes.Status503ServiceUnavailable, "not_ready", $"{reason} Try again later.")
    { RetryAfter = TimeSpan.FromSeconds(5) };

    /// <summary>It is of no use to try again here; clients that do so by themselves are told to take their time.</summary>
    public static ApiError ModelFailed(string unit) => new(
        StatusCodes.Status503ServiceUnavailable, "not_ready", $"The unit '{unit}' could not load its model. Whoever runs it finds the reason in its log.")
    { RetryAfter = TimeSpan.FromMinutes(1) };

    public static ApiError DevicesFaulty(string unit) => NotReady($"The devices of the unit '{unit}' fail.");

    public static ApiError Draining { get; } = new(
        StatusCodes.Status503ServiceUnavailable, "draining", "This worker is about to stop. Try again.")
    { RetryAfter = TimeSpan.FromSeconds(1) };

    /// <summary>Another worker can do what this device could not: hence 503 and not 500.</summary>
    public static ApiError DeviceFailed(string unit) => new(
        StatusCodes.Status503ServiceUnavailable, "device_failed", $"The devices of the unit '{unit}' failed at this request.")
    { RetryAfter = TimeSpan.FromSeconds(1) };

    public static ApiError Internal { get; } = new(
        StatusCodes.Status500InternalServerError, "internal_error", "The worker failed to handle the request.");

    public static ApiError NoRoute(string path) => new(StatusCodes.Status404NotFound, "route_not_found", $"There is nothing at {path}.");

    public static ApiError WrongMethod(string method) => new(StatusCodes.Status405MethodNotAllowed, "method_not_allowed", $"{method} is not allowed here.");

    public static ApiError NoDevice(int index, int count) => new(
        StatusCodes.Status404NotFound, "device_not_found", $"There is no device {index}; there are 0 to {count - 1}.", "index");

    public static ApiError NoFaults { get; } = new(
        StatusCodes.Status501NotImplemented, "not_implemented", "This plugin's devices cannot be made to fail on request; only emulated ones can.");
}
