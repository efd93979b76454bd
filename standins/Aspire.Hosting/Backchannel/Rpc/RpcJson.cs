using System.Text.Json;

namespace Aspire.Hosting.Backchannel.Rpc;

/// <summary>How values look on the wire: members in camel case.</summary>
internal static class RpcJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web);

    public static byte[] Bytes<T>(T message) => JsonSerializer.SerializeToUtf8Bytes(message, Options);
}
