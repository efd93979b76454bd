using ServiceDefaults.Errors;

namespace ModelWorker.Errors;

/// <summary>Ends the handling of a request with an error.</summary>
internal sealed class ApiException(ApiError error) : Exception(error.Message)
{
    public ApiError Error { get; } = error;
}
