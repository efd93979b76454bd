using Fleet;
using Gateway.Units;
using ServiceDefaults.Errors;

namespace Gateway.Errors;

/// <summary>Every error that the gateway itself answers with.</summary>
internal static class GatewayErrors
{
    public static ApiError Unauthorized { get; } = new(
        StatusCodes.Status401Unauthorized, "unauthorized",
        "Anonymous use is possible on loopback only, by the names localhost and 127.0.0.1. Send 'Authorization: Bearer KEY' with the key that the gateway has as Gateway:ManagementKey (environment Gateway__ManagementKey); one of Gateway:InferenceKeys (Gateway__InferenceKeys__0) is enough for inference and GET /fleet, one of a tenant in the file at Gateway:Keys:Path for inference.");

    public static ApiError PinForbidden { get; } = new(
        StatusCodes.Status403Forbidden, "pin_forbidden",
        $"{InferenceHeaders.Unit} chooses a unit only on loopback or with the management key.", InferenceHeaders.Unit);

    public static ApiError Timeout { get; } = new(
        StatusCodes.Status504GatewayTimeout, "worker_timeout", "The worker was silent for too long.");

    public static ApiError NotForwarded { get; } = new(
        StatusCodes.Status502BadGateway, "not_forwarded", "The request could not be forwarded as it is, or its answer not passed on.");

    public static ApiError Internal { get; } = new(
        StatusCodes.Status500InternalServerError, "internal_error", "The gateway failed to handle the request.");

    public static ApiError NoRoute(PathString path) => new(StatusCodes.Status404NotFound, "route_not_found", $"There is nothing at {Given.Short(path.ToString())}.");

    public static ApiError WrongMethod(HttpRequest request, string allowed) => new(
        StatusCodes.Status405MethodNotAllowed, "method_not_allowed", $"{Given.Short(request.Path.ToString())} does not take {Given.Short(request.Method)}. Use {allowed}.");

    public static ApiError WrongContentType(HttpRequest request, string allowed = "application/json") => new(
        StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type", $"{Given.Short(request.Path.ToString())} does not take '{Given.Short(request.ContentType ?? "")}'. Use {allowed}.");

    public static ApiError UnreadableHeader(string name) => new(
        StatusCodes.Status400BadRequest, "invalid_header", $"The value of the header '{Given.Short(name)}' is not text in UTF-8.", Given.Short(name));

    public static ApiError NotText(string field) => new(
        StatusCodes.Status400BadRequest, "invalid_type", $"'{field}' must be a text.", field);

    public static ApiError UnknownModel(string model, IEnumerable<Model> models) => new(
        StatusCodes.Status404NotFound, "model_not_found",
        $"The model '{Given.Short(model)}' does not exist. Models: {string.Join(", ", models.Select(known => known.Name))}.", "model");

    public static ApiError NoModelFor(string kind) => new(
        StatusCodes.Status404NotFound, "model_not_found", $"This fleet has no {kind} model.", "model");

    public static ApiError WrongKind(Model model) => new(
        StatusCodes.Status400BadRequest, "wrong_model_kind",
        model.IsText
            ? $"The model '{model.Name}' answers with text: use /v1/chat/completions or /v1/completions."
            : $"The model '{model.Name}' answers with pictures: use /v1/images/generations.", "model");

    public static ApiError UnsupportedSize(string size, string who, IEnumerable<ImageSize> allowed) => new(
        StatusCodes.Status400BadRequest, "unsupported_size",
        $"The size '{Given.Short(size)}' is not supported by {who}. Allowed, width x height: {string.Join(", ", allowed)}.", "size");

    public static ApiError UnknownUnit(string name, IEnumerable<string> units) => new(
        StatusCodes.Status400BadRequest, "unknown_unit",
        $"There is no unit '{Given.Short(name)}'. Units: {string.Join(", ", units)}.", InferenceHeaders.Unit);

    public static ApiError UnitServesAnother(string unit, string model) => new(
        StatusCodes.Status400BadRequest, "unit_serves_another_model", $"The unit '{unit}' does not serve '{model}'.", InferenceHeaders.Unit);

    public static ApiError NothingReady(string what, TimeSpan retryAfter) => new(
        StatusCodes.Status503ServiceUnavailable, "not_ready", $"{what}. Try again later.")
    { RetryAfter = retryAfter };

    /// <summary>The unit that the client named cannot serve. Why in detail is for who manages it: reasons quote addresses.</summary>
    public static ApiError UnitNotReady(string unit, UnitState state, TimeSpan retryAfter) => state switch
    {
        UnitState.Drained => new(
            StatusCodes.Status503ServiceUnavailable, "not_ready", $"The unit '{unit}' was drained by hand: it takes no requests until it is set active again (PUT /fleet/units/{unit})."),
        // Workers may be started again, by hand or by the cluster; not at once, though.
        UnitState.Failed => new(
            StatusCodes.Status503ServiceUnavailable, "not_ready", $"The unit '{unit}' has failed: none of its workers is to be expected until one is started again. GET /fleet says why.")
        { RetryAfter = TimeSpan.FromMinutes(1) },
        _ => new(
            StatusCodes.Status503ServiceUnavailable, "not_ready", $"The unit '{unit}' is starting, or not ready for the moment. Try again later.")
        { RetryAfter = retryAfter },
    };

    public static ApiError WaitingFull(string model, TimeSpan retryAfter) => new(
        StatusCodes.Status503ServiceUnavailable, "waking_full", $"No replica for '{model}' is free, and as many requests wait for one as may. Try again later.")
    { RetryAfter = retryAfter };

    public static ApiError WaitedTooLong(string model, TimeSpan waited, TimeSpan retryAfter) => new(
        StatusCodes.Status503ServiceUnavailable, "waking_timeout", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"No replica for '{model}' has become free within {waited.TotalSeconds:0.###} s; one may be starting still. Try again later."))
    { RetryAfter = retryAfter };

    public static ApiError BodiesFull(TimeSpan retryAfter) => new(
        StatusCodes.Status503ServiceUnavailable, "bodies_full", "This gateway holds as many bytes of requests as it may. Try again later.")
    { RetryAfter = retryAfter };

    public static ApiError Stopping(TimeSpan retryAfter) => new(
        StatusCodes.Status503ServiceUnavailable, "gateway_stopping", "This gateway is about to stop. Try again: another takes over.")
    { RetryAfter = retryAfter };

    public static ApiError WorkerLost(TimeSpan retryAfter) => new(
        StatusCodes.Status503ServiceUnavailable, "worker_lost", "The worker was lost before it answered, and no other could take over. Try again later.")
    { RetryAfter = retryAfter };

    public static ApiError WorkerBroke { get; } = new(
        StatusCodes.Status503ServiceUnavailable, "worker_lost", "The worker was lost in the middle of its answer. Trying again is safe.");

    public static ApiError UnknownField(string field, string wanted) => new(
        StatusCodes.Status400BadRequest, "unknown_field", $"'{Given.Short(field)}' is not a field of this request. Send {wanted}.", Given.Short(field));

    public static ApiError NotEmulated(string worker) => new(
        StatusCodes.Status501NotImplemented, "not_emulated", $"The devices of {worker} are not emulated, and cannot be made to fail.");

    public static ApiError DevicesNotSet(string why) => new(
        StatusCodes.Status502BadGateway, "devices_not_set", $"The devices were not changed everywhere: {why}");

    public static ApiError InvalidValue(string field, string allowed) => new(
        StatusCodes.Status400BadRequest, "invalid_value", $"'{field}' must be {allowed}.", field);
}
