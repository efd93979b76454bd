using System.Text.Json;

namespace Aspire.Hosting.Backchannel.Rpc;

/// <summary>The arguments of a call, by position. An object in place of the list is the first argument.</summary>
internal readonly struct RpcArguments(JsonElement parameters)
{
    /// <summary>The argument at a position, which may be left out.</summary>
    /// <exception cref="RpcException">It is of another form.</exception>
    public T? Get<T>(int position)
    {
        var argument = parameters.ValueKind switch
        {
            JsonValueKind.Array when position < parameters.GetArrayLength() => parameters[position],
            JsonValueKind.Object when position == 0 => parameters,
            _ => default,
        };
        if (argument.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            return default;
        try
        {
            return argument.Deserialize<T>(RpcJson.Options);
        }
        catch (JsonException other)
        {
            throw new RpcException(RpcException.InvalidParams, $"Argument {position + 1}: {other.Message}");
        }
    }

    /// <summary>The argument at a position.</summary>
    /// <exception cref="RpcException">It is missing or of another form.</exception>
    public T Require<T>(int position)
        where T : class => Get<T>(position) ?? throw new RpcException(RpcException.InvalidParams, $"Argument {position + 1} is missing.");
}
