using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aspire.Hosting.Backchannel.Rpc;

/// <summary>A call, or without an id a notification, which is not answered.</summary>
internal sealed record RpcRequest(string Method, JsonElement? Id, JsonElement Parameters)
{
    /// <summary>The id as it was written.</summary>
    public string? Key => Id?.GetRawText();

    public RpcArguments Arguments => new(Parameters);

    /// <summary>The call that a cancellation is about.</summary>
    public string? CanceledId => Named("id") is { ValueKind: JsonValueKind.Number or JsonValueKind.String } id ? id.GetRawText() : null;

    /// <summary>The sequence that a call is about.</summary>
    /// <exception cref="RpcException">It names none.</exception>
    public long EnumeratorToken => Named("token") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var token)
        ? token
        : throw new RpcException(RpcException.InvalidParams, "A sequence is named by its token.");

    /// <summary>Null for what is well formed but asks for nothing: an answer.</summary>
    /// <exception cref="RpcException">It is no JSON, or no request.</exception>
    public static RpcRequest? Parse(byte[] message)
    {
        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(message);
            root = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw new RpcException(RpcException.ParseError, "The message is no JSON.");
        }

        try
        {
            return Read(root);
        }
        catch (InvalidOperationException)
        {
            // JSON may hold half of a surrogate pair, which no text can.
            throw new RpcException(RpcException.InvalidRequest, "The request holds an unpaired surrogate.");
        }
    }

    private static RpcRequest? Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new RpcException(RpcException.InvalidRequest, "A request is an object.");
        if (!root.TryGetProperty("method", out var method))
            return root.TryGetProperty("result", out _) || root.TryGetProperty("error", out _) ? null : throw NoMethod();
        if (method.ValueKind != JsonValueKind.String)
            throw NoMethod();
        JsonElement? id = root.TryGetProperty("id", out var given) && given.ValueKind != JsonValueKind.Null ? given : null;
        if (id is { ValueKind: not (JsonValueKind.Number or JsonValueKind.String) })
            throw new RpcException(RpcException.InvalidRequest, "A request's id is a number or a string.");
        if (id is { ValueKind: JsonValueKind.String } text)
            _ = text.GetString(); // The answer repeats it.
        return new RpcRequest(method.GetString()!, id, root.TryGetProperty("params", out var parameters) ? parameters : default);
    }

    private static RpcException NoMethod() => new(RpcException.InvalidRequest, "A request names its method.");

    /// <summary>A parameter given by name, or as the first of the list.</summary>
    /// <exception cref="RpcException">The names of the parameters cannot be read.</exception>
    private JsonElement Named(string name)
    {
        try
        {
            return Parameters.ValueKind switch
            {
                JsonValueKind.Object when Parameters.TryGetProperty(name, out var value) => value,
                JsonValueKind.Array when Parameters.GetArrayLength() > 0 => Parameters[0],
                _ => default,
            };
        }
        catch (InvalidOperationException)
        {
            throw new RpcException(RpcException.InvalidParams, "A parameter's name holds an unpaired surrogate.");
        }
    }
}

/// <summary>The answer to a call.</summary>
internal sealed record RpcSuccess(JsonElement? Id, object? Result)
{
    [JsonPropertyName("jsonrpc")]
    public string Version => "2.0";
}

/// <summary>The answer to a call that failed; without an id where it is not known.</summary>
internal sealed class RpcFailure(JsonElement? id, int code, string message)
{
    [JsonPropertyName("jsonrpc")]
    public string Version => "2.0";

    public JsonElement? Id { get; } = id;

    public ErrorObject Error { get; } = new(code, message);

    internal sealed record ErrorObject(int Code, string Message);
}
