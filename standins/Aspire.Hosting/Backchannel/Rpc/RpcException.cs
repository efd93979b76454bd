namespace Aspire.Hosting.Backchannel.Rpc;

/// <summary>A call that is answered with an error.</summary>
internal sealed class RpcException(int code, string message) : Exception(message)
{
    /// <summary>What came is no JSON.</summary>
    public const int ParseError = -32700;

    /// <summary>What came is no request.</summary>
    public const int InvalidRequest = -32600;

    /// <summary>There is no such method.</summary>
    public const int MethodNotFound = -32601;

    /// <summary>The method takes other arguments.</summary>
    public const int InvalidParams = -32602;

    /// <summary>The method failed.</summary>
    public const int InvocationFailed = -32000;

    /// <summary>The caller has given up.</summary>
    public const int Canceled = -32800;

    public int Code { get; } = code;
}
